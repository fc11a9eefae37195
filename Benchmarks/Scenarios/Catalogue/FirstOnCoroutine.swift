import Cells
import ForeignStacks

/// 47. The first callback of a thread comes from a coroutine.
///
/// - Set-up: a pthread; a 64 KiB coroutine below its stack, announced and registered.
/// - Truth: the coroutine's 64 KiB.
/// - Callbacks: one on the coroutine, from its top; then one on the thread's own stack.
/// - Expected: both return, with bounds of the stack that runs.
/// - Nobody heard the notice, since there was no machine yet; a query is about the wrong stack; and a window
///   reaches above the top (H). Those who keep what the first callback found have it on the own stack, too (T).
extension Scenario {
    static let firstOnCoroutine = Scenario(
        47, "first-on-coroutine", "the first callback of a thread comes from the top of a coroutine",
        setUp: "a pthread that has not called back switches to a 64 KiB coroutine below its stack",
        truth: "the coroutine's 64 KiB, then pthread's bounds",
        source: "bench explore notify; programs that start their runtime in a fiber",
        looksFor: [.highWrong, .stale]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let gap = StackMap.Part.nothing(64 * 1024)
        let map = try stage.map([gap, .stack(64 * 1024), gap], .below(own.lo))
        try Fiber(stage, on: map.stacks[0]).callback("coroutine")
        stage.callback("own stack", on: own, .uses(16 * 1024))
    }
}
