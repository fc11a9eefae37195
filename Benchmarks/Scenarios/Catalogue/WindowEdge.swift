import CStackSupport
import CallbackRuntime
import Cells
import ForeignStacks

/// 8. SP is 128 bytes above the earlier estimate of the low end: in bounds, but below the guard.
///
/// - Set-up: a pthread with foreign stacks below its own. `same-stack`: one of 96 KiB. `other-stack`: A
///   of 16 KiB, and B of 32 KiB below it, so that a place in B is 32 KiB below a place in A.
/// - Truth: the stack that runs.
/// - Callbacks: own stack; one on the foreign stack (on A), 2 KiB down; then one whose SP is 32 KiB less 128
///   bytes lower. SP at the entry is set exactly (`sbs_call_at`).
/// - Expected: both return; the second has most of its stack left.
/// - `sp-window`: `lo < sp`, so the bounds are kept; `sp - 192 <= lo + 928`, so the check aborts. The in-bounds
///   test and the guard disagree about the lowest 1,120 bytes, in real Go too.
extension Scenario {
    static let windowEdgeSameStack = Scenario(
        8, "window-edge/same-stack", "SP 128 bytes above the old estimated lo, on the same foreign stack",
        setUp:
            "a pthread calls back once; calls on 96 KiB below its stack, 32,640 bytes apart",
        truth: "the 96 KiB", source: "CL 527715: in bounds is not above the guard", looksFor: [.spuriousAbort]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let map = try stage.map([.nothing(4096), .stack(96 * 1024), .nothing(4096)], .below(own.lo))
        let stack = map.stacks[0]
        let high = stack.hi - 2048
        stage.callback("own stack", on: own)
        stage.callback("at the top", on: stack, entrySP: high)
        stage.callback(
            "128 bytes above the old lo", on: stack, entrySP: StackBounds.window(around: high).lo + 128)
    }

    static let windowEdgeOtherStack = Scenario(
        8, "window-edge/other-stack", "SP 128 bytes above the lo estimated on the stack above",
        setUp:
            "a pthread calls back once; B (32 KiB) and right above it A (16 KiB), below the thread's stack",
        truth: "the stack that runs", source: "CL 527715: in bounds is not above the guard",
        looksFor: [.spuriousAbort, .stale]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let map = try stage.map(
            [.nothing(4096), .stack(32 * 1024), .memory(4096), .stack(16 * 1024), .nothing(4096)],
            .below(own.lo))
        let high = map.stacks[1].hi - 2048
        stage.callback("own stack", on: own)
        stage.callback("A near its top", on: map.stacks[1], entrySP: high)
        stage.callback(
            "B, 128 bytes above A's estimated lo", on: map.stacks[0],
            entrySP: StackBounds.window(around: high).lo + 128)
    }
}
