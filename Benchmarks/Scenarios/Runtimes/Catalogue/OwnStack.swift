import ForeignStacks

/// Callbacks from a thread's own stack: what every runtime must be able to do.
///
/// - Set-up: a pthread, or the main thread.
/// - Truth: the thread's own stack.
/// - Callbacks: two that do nothing.
/// - Expected: both return.
extension RuntimeScenario {
    static let ownThread = RuntimeScenario(
        "own-thread", "two callbacks on a pthread's own stack", setUp: "a pthread",
        truth: "pthread's bounds of the own stack", source: "the ordinary case"
    ) { (stage) throws(StagingError) in
        play(stage, ThreadStack.ofPthread)
    }

    static let mainThread = RuntimeScenario(
        "main-thread", "two callbacks on the main thread's own stack", setUp: "the main thread",
        truth: "the main thread's stack, by the kernel's rule", source: "the ordinary case",
        on: .mainThread, unavailability: { ThreadStack.mainThreadUnavailability }
    ) { (stage) throws(StagingError) in
        play(stage, try ThreadStack.ofMainThread())
    }

    private static func play(_ stage: RuntimeStage, _ own: ForeignStack) {
        for time in ["first", "second"] { stage.callback("own stack, \(time) time", on: own) }
    }
}
