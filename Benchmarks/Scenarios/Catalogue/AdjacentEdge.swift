import Cells
import ForeignStacks

/// 9. SP equals the high end H of stack A and the low end L of its neighbour B.
///
/// - Set-up: a pthread; A and B, 64 KiB each, adjacent, B above A, nothing between them.
/// - Truth: the 64 KiB of each. `sp == H` belongs to a stack onto which nothing has been pushed yet, `sp ==
///   L` to a full one. The number is the same, but a callback can only see the second, because the call
///   itself has pushed something.
/// - Callbacks: own stack; one on A from its first frame; then one on B with SP exactly at its low end,
///   which then recurses. B has no room left.
/// - Expected: the second is refused.
/// - `sp-window`: A's window reaches above H, the full B counts as in bounds of A, and its overflow runs
///   through A unnoticed.
extension Scenario {
    static let adjacentEdge = Scenario(
        9, "adjacent-edge", "a full stack whose L is the H of the stack below it",
        setUp:
            "a pthread calls back once; A and B (64 KiB each), adjacent, B above A, below the thread's stack",
        truth: "the 64 KiB of each", source: "CL 527715: sp > lo && sp <= hi",
        looksFor: [.lowTooLow, .stale, .highWrong]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let map = try stage.map(
            [.nothing(4096), .stack(64 * 1024), .stack(64 * 1024), .nothing(4096)], .below(own.lo))
        let (a, b) = (map.stacks[0], map.stacks[1])
        try StagingError.check(a.hi == b.lo, "the stacks are not adjacent")
        stage.callback("own stack", on: own)
        stage.callback("A from its first frame", on: a, entrySP: a.hi - 512)
        stage.callback("B with sp equal to L", on: b, .overflows, entrySP: b.lo)
    }
}
