import Cells
import ForeignStacks

/// 21. A coroutine that ran on thread 1 is resumed on thread 2.
///
/// - Set-up: two pthreads, the second one on 8 MiB of memory; a 64 KiB coroutine below the stacks of both.
/// - Truth: each thread's own stack, the coroutine's 64 KiB.
/// - Callbacks: thread 1: own stack, coroutine; thread 2: own stack, coroutine, own stack.
/// - Expected: all return with bounds of the stack that runs.
/// - `fixed` aborts: the coroutine is foreign to both threads.
extension Scenario {
    static let migration = Scenario(
        21, "migration", "a coroutine calls back on one thread and then on another",
        setUp: "a pthread runs a 64 KiB coroutine below its stack, then a second pthread resumes it",
        truth: "pthread's bounds of each thread, the coroutine's 64 KiB",
        source: "Ray, work-stealing schedulers",
        looksFor: [.spuriousAbort, .stale]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        // The second thread's stack is given to it, so that the coroutine is certainly below it too.
        let gap = StackMap.Part.nothing(64 * 1024)
        let map = try stage.map([gap, .stack(64 * 1024), gap, .stack(8 << 20), gap], .below(own.lo))
        let (fiber, other) = (try Fiber(stage, on: map.stacks[0]), map.stacks[1])
        stage.callback("thread 1, own stack", on: own)
        fiber.callback("thread 1, coroutine", depth: 2048)
        try ThreadOnStack.run(on: other) {
            stage.callback("thread 2, own stack", on: other)
            fiber.callback("thread 2, coroutine", depth: 2048)
            stage.callback("thread 2, own stack again", on: other, .uses(16 * 1024))
        }
    }
}
