import CScenarioActions
import CallbackRuntime
import Cells
import SystemPackage

extension Evidence {
    /// What a program reported in memory. What it may have written there beyond its reports is left out.
    init(_ log: sbs_evidence_log, expecting expectations: [Expectation]) {
        let count = min(Int(log.count), Int(SBS_LOG_ENTRIES))
        let lines = withUnsafeBytes(of: log.entries) { entries in
            entries.bindMemory(to: sbs_log_entry.self).prefix(count).compactMap(EvidenceLine.init)
        }
        self.init(expectations.map { expectation in EvidenceLine { $0.expect = expectation } } + lines)
    }
}

extension EvidenceLine {
    fileprivate init?(_ entry: sbs_log_entry) {
        let step = Step(step: entry.step)
        self.init()
        switch entry.kind {
        case SBS_LOG_BEGIN.rawValue: begin = step
        case SBS_LOG_SEEN.rawValue:
            seen = SeenMachine(
                step: entry.step, phase: entry.phase, sp: entry.sp,
                bounds: StackBounds(lo: entry.lo, hi: entry.hi),
                confidence: Confidence(rawValue: entry.confidence) ?? .none, callsOut: entry.calls_out,
                queries: entry.queries)
        case SBS_LOG_MOVED.rawValue:
            moved = Moved(step: entry.step, lo: Address(entry.lo), hi: Address(entry.hi))
        case SBS_LOG_OVERRUN.rawValue: overrun = Overrun(step: entry.step, sp: Address(entry.sp))
        case SBS_LOG_END.rawValue: end = step
        case SBS_LOG_LOST.rawValue: lost = Lost(kind: entry.phase, count: Int(entry.step))
        case SBS_LOG_FAULT.rawValue: fault = Fault(address: Address(entry.sp))
        case SBS_LOG_DONE.rawValue: done = true
        case SBS_LOG_BROKEN.rawValue:
            failure =
                "a program could not do what it was to: \(Errno(rawValue: Int32(bitPattern: entry.phase)))"
        default: return nil
        }
    }
}
