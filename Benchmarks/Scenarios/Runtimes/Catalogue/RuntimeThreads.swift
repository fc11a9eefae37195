import ForeignStacks

/// Stacks that outlive or change their thread.
extension RuntimeScenario {
    /// - Set-up: two pthreads; a 64 KiB coroutine below the stacks of both.
    /// - Truth: each thread's own stack, the coroutine's 64 KiB.
    /// - Callbacks: thread 1: own stack, coroutine; thread 2: own stack, coroutine, own stack.
    /// - Expected: all return.
    static let migration = RuntimeScenario(
        "migration", "a coroutine calls back on one thread and then on another",
        setUp: "a pthread runs a 64 KiB coroutine below its stack, then a second pthread resumes it",
        truth: "pthread's bounds of each thread, the coroutine's 64 KiB",
        source: "Ray, work-stealing schedulers", needs: [.otherThreads]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        // Far below, so that the second thread's stack is above it too.
        let map = try stage.map(
            [RuntimeStage.gap, .stack(64 * 1024), .nothing(64 << 20)], .below(own.lo))
        let fiber = try RuntimeFiber(stage, on: map.stacks[0])
        stage.callback("thread 1, own stack", on: own)
        fiber.callback("thread 1, coroutine")
        try stage.thread { () throws(StagingError) in
            let other = ThreadStack.ofPthread
            stage.callback("thread 2, own stack", on: other)
            fiber.callback("thread 2, coroutine")
            stage.callback("thread 2, own stack again", on: other)
        }
    }

    /// - Set-up: a pthread calls back and exits; the C library gives its stack to the next one.
    /// - Truth: pthread's bounds, the same for both.
    /// - Callbacks: one on each.
    /// - Expected: both return.
    static let recycledStack = RuntimeScenario(
        "recycled-stack", "a thread exits, and another calls back on its recycled stack",
        setUp: "a pthread exits after a callback; the next one gets its stack",
        truth: "pthread's bounds, the same for both", source: "thread exit in every runtime with a cache",
        needs: [.otherThreads]
    ) { (stage) throws(StagingError) in
        var old: ForeignStack?
        try stage.thread { () throws(StagingError) in
            old = ThreadStack.ofPthread
            stage.callback("the old thread", on: ThreadStack.ofPthread)
        }
        try stage.thread { () throws(StagingError) in
            let new = ThreadStack.ofPthread
            if new != old { throw .unavailable("the C library did not recycle the stack") }
            stage.callback("the new thread", on: new)
        }
    }
}
