import CallbackRuntime
import Cells
import ForeignStacks

/// Judges recorded bounds against the truth. Pure.
///
/// A strategy that claims nothing (confidence `none`) cannot be wrong about its bounds: its failure shows
/// when an overflow actually runs past the end.
struct BoundsJudge {
    /// Machines that were seen on other stacks before.
    private var earlier: [(seen: SeenMachine, truth: ForeignStack)] = []

    /// The faults that the recorded bounds have on a stack.
    ///
    /// - Stale: they do not contain SP; or they are the same as on another stack, reach beyond this one, and
    ///   no query was made in between. The ends of bounds that do not contain SP are not compared with the
    ///   truth, since they belong to another stack.
    /// - The low end is too low if it is below L, whatever the confidence, where the callback may come that far
    ///   (`mayOverflow`). Above L it is merely cautious.
    /// - The high end is wrong if it is above H. It is also wrong below H if the bounds claim to be exact
    ///   or to contain the stack; an estimate need not reach the top.
    mutating func faults(
        _ seen: SeenMachine, on truth: ForeignStack, mayOverflow: Bool = true
    ) -> [(Fault, String)] {
        guard seen.claim != .none else { return [] }
        let bounds = seen.bounds
        defer { earlier.append((seen, truth)) }
        guard bounds.contains(seen.sp.value) else {
            return [(.stale, "bounds [\(seen.lo), \(seen.hi)] do not contain sp=\(seen.sp)")]
        }
        var found: [(Fault, String)] = []
        if bounds.lo < truth.lo {
            found.append((.lowTooLow, "recorded lo is \(bytes(truth.lo - bounds.lo)) below L"))
        }
        if bounds.hi > truth.top {
            found.append((.highWrong, "recorded hi is \(bytes(bounds.hi - truth.hi)) above H"))
        } else if bounds.hi < truth.hi && seen.claim >= .upperBound {
            found.append(
                (.highWrong, "recorded hi is \(bytes(truth.hi - bounds.hi)) below H, called \(seen.claim)"))
        }
        let isUnchanged = earlier.contains {
            $0.seen.bounds == bounds && $0.seen.queries == seen.queries && $0.truth != truth
        }
        if isUnchanged && !found.isEmpty {
            found.append((.stale, "the bounds are unchanged although the stack has changed"))
        }
        return mayOverflow ? found : found.filter { $0.0 != .lowTooLow }
    }

    private func bytes(_ count: UInt) -> String { "\(count) bytes" }
}

extension Confidence {
    static func >= (a: Confidence, b: Confidence) -> Bool { a.rawValue >= b.rawValue }
}
