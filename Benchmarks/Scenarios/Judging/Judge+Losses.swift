import CScenarioActions
import Cells

extension Judge {
    /// Scores what the runtime has lost without anybody dying of it.
    mutating func scoreLosses() {
        for (kind, count) in evidence.lost.sorted(by: { $0.key < $1.key }) where count > 0 {
            findings.append(
                Judgement.Finding(fault: .deferred, step: nil, reason: Self.reason(kind, count)))
        }
    }

    private static func reason(_ kind: UInt32, _ count: Int) -> String {
        let isOne = count == 1
        return switch kind {
        case SBS_LOST_MACHINES.rawValue:
            isOne
                ? "1 machine is never given back: its thread has ended"
                : "\(count) machines are never given back: their threads have ended"
        case SBS_LOST_STACKS.rawValue:
            isOne
                ? "1 stack of the runtime's own is never given back: its callback never returned"
                : "\(count) stacks of the runtime's own are never given back: their callbacks never returned"
        default:
            (isOne ? "1 piece of work is" : "\(count) pieces of work are")
                + " put off for good, though there was room on the stack"
        }
    }
}
