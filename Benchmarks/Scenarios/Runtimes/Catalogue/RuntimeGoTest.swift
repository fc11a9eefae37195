import ForeignStacks

/// The test that came with Go 1.21.1's rule: a C thread calls back from its own stack and then from two coroutines'.
///
/// - Set-up: one pthread; two 64 KiB stacks, both mapped before either runs, below the thread's own.
/// - Truth: pthread's bounds of the own stack; the 64 KiB of each coroutine.
/// - Callbacks: own stack, stack 1, stack 2, each twice.
/// - Expected: all return.
extension RuntimeScenario {
    static let goTest = RuntimeScenario(
        "go-test", "Go 1.21.1's own test: own stack, 64 KiB stack 1, 64 KiB stack 2, each twice",
        setUp: "one pthread; two coroutines on 64 KiB stacks, both mapped before either runs, below its own",
        truth: "pthread's bounds of the own stack; the 64 KiB of each coroutine",
        source: "golang/go#62440, CL 527715; golang/go#62130"
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let gap = RuntimeStage.gap
        let map = try stage.map(
            [gap, .stack(64 * 1024), gap, .stack(64 * 1024), gap], .below(own.lo))
        let fibers = [try RuntimeFiber(stage, on: map.stacks[0]), try RuntimeFiber(stage, on: map.stacks[1])]
        for time in ["first", "second"] { stage.callback("own stack, \(time) time", on: own) }
        for (index, fiber) in fibers.enumerated() {
            for time in ["first", "second"] { fiber.callback("stack \(index + 1), \(time) time") }
        }
    }
}
