import Cells
import ForeignStacks

/// 7. Two stacks less than 32 KiB apart, not guarded, used in turn.
///
/// - Set-up: a pthread; stack A of 64 KiB, 8 KiB of foreign memory, stack B of 64 KiB above it.
/// - Truth: the 64 KiB of each.
/// - Callbacks: own stack; on A near its top, on B 48 KiB down (16 KiB are left), on A again, where it
///   uses 16 KiB.
/// - Expected: all return, each with bounds inside its own stack.
/// - `sp-window`: the window around B's SP reaches 8 KiB into A; SP on A is then in bounds, so B's window is
///   kept, and A is aborted 8 KiB below its top.
extension Scenario {
    static let closeStacks = Scenario(
        7, "close-stacks", "two 64 KiB stacks 8 KiB apart, unguarded, alternating",
        setUp:
            "a pthread calls back once; below its stack A (64 KiB), 8 KiB of foreign memory, B (64 KiB) above",
        truth: "the 64 KiB of each", source: "CL 527715: its window is larger than the gap",
        looksFor: [.lowTooLow, .spuriousAbort, .stale, .highWrong]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let map = try stage.map(
            [.nothing(64 * 1024), .stack(64 * 1024), .memory(8192), .stack(64 * 1024), .nothing(64 * 1024)],
            .below(own.lo))
        let a = try Fiber(stage, on: map.stacks[0])
        let b = try Fiber(stage, on: map.stacks[1])
        stage.callback("own stack", on: own)
        a.callback("A near its top", depth: 2048)
        b.callback("B, 48 KiB down", depth: 48 * 1024)
        a.callback("A again, 16 KiB", .uses(16 * 1024), depth: 2048)
    }
}
