import ForeignStacks

/// A callback calls out to C, which switches to another stack and calls back: more of the runtime is further up.
///
/// - Set-up: a pthread; a 64 KiB coroutine below its stack.
/// - Truth: pthread's bounds of the own stack; the coroutine's 64 KiB.
/// - Callbacks: the outer calls out to C, which resumes the coroutine, which calls back; both return; then one more
///   on the own stack.
/// - Expected: all return. Go 1.21.1 to 1.23.4 refuse the inner one, by their rule.
extension RuntimeScenario {
    static let nested = RuntimeScenario(
        "nested", "a callback calls out to C, which switches to a coroutine that calls back",
        setUp: "a pthread and a 64 KiB coroutine below its stack, resumed by C within a callback",
        truth: "pthread's bounds of the own stack; the coroutine's 64 KiB",
        source: "CL 527715: \"changing the stack while there is more Go further up is a problem\"",
        needs: [.callsOut]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let map = try stage.map(
            [RuntimeStage.gap, .stack(64 * 1024), RuntimeStage.gap], .below(own.lo))
        let fiber = try RuntimeFiber(stage, on: map.stacks[0])
        stage.callback("own stack", on: own)
        let outer = stage.probe("outer callback", on: own)
        outer.callsOut(to: stage.probe("inner callback, on the coroutine", on: fiber.stack), on: fiber)
        stage.make(outer)
        stage.callback("own stack again", on: own)
    }
}
