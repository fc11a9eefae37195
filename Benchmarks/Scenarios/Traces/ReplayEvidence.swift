import CStackSupport
import CallbackRuntime
import Cells
import ForeignStacks
import Workloads

/// What the callbacks of a replay saw, as evidence: of each stack those whose bounds are others than before, with the
/// callback before, and the one in which the process ended. All others show nothing new. Pure.
struct ReplayEvidence {
    /// In the order in which they are to be reported.
    private(set) var lines: [EvidenceLine] = []

    private struct Key: Equatable {
        let lo, hi: UInt
        let confidence: UInt32
        let contains: Bool
    }

    /// - Parameters:
    ///   - order: the callbacks that were to be made.
    ///   - truths: their stacks, as far as these are known.
    ///   - observations: what was seen in those that began.
    init(
        _ order: [WatchedReplay.Callback], _ truths: [ForeignStack], _ observations: [sbs_observation]
    ) {
        var last: [Int: Key] = [:]
        var reported = -1
        let seen = min(observations.count, truths.count)
        for index in 0..<seen {
            let one = observations[index]
            let key = Key(
                lo: one.lo, hi: one.hi, confidence: one.confidence,
                contains: one.sp > one.lo && one.sp <= one.hi)
            guard last[order[index].stack] != key else { continue }
            last[order[index].stack] = key
            if index > 0, reported < index - 1 {
                report(order[index - 1], truths[index - 1], observations[index - 1])
            }
            report(order[index], truths[index], one)
            reported = index
        }
        if seen < truths.count { report(order[seen], truths[seen], nil) }
    }

    private mutating func report(
        _ callback: WatchedReplay.Callback, _ truth: ForeignStack, _ seen: sbs_observation?
    ) {
        lines.append(
            EvidenceLine {
                $0.expect = Expectation(
                    step: callback.number,
                    what:
                        "callback \(callback.number) on stack \(callback.stack) of thread \(callback.thread)",
                    truth: truth, outcome: .healthy, isRefusalPrescribed: callback.isOnOtherStack)
            })
        lines.append(EvidenceLine { $0.begin = EvidenceLine.Step(step: callback.number) })
        guard let seen else { return }
        lines.append(
            EvidenceLine {
                $0.seen = SeenMachine(
                    step: callback.number, sp: seen.sp, bounds: StackBounds(lo: seen.lo, hi: seen.hi),
                    confidence: Confidence(rawValue: seen.confidence) ?? .none, callsOut: seen.calls_out,
                    queries: seen.queries)
            })
        lines.append(EvidenceLine { $0.end = EvidenceLine.Step(step: callback.number) })
    }
}
