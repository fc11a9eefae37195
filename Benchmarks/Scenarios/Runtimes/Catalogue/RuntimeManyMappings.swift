import ForeignStacks

/// A process with 20,000 mappings: what is read from /proc is long.
///
/// - Set-up: the main thread; 20,000 mappings; a 64 KiB coroutine below the main thread's stack.
/// - Truth: the main thread's stack by the kernel's rule; the coroutine's 64 KiB.
/// - Callbacks: own stack and coroutine in turn, three times.
/// - Expected: all return.
extension RuntimeScenario {
    static let manyMappings = RuntimeScenario(
        "many-mappings", "20,000 mappings, on the main thread and a coroutine in turn",
        setUp: "the main thread and a 64 KiB coroutine below its stack, in turn; 20,000 mappings",
        truth: "the main thread's stack by the kernel's rule; the coroutine's 64 KiB",
        source: "golang/go#68587, apache/arrow-adbc#2021", on: .mainThread,
        unavailability: {
            Scenario.manyMappingsUnavailability ?? ThreadStack.mainThreadUnavailability
        }
    ) { (stage) throws(StagingError) in
        try stage.makeMappings(20_000)
        let own = try ThreadStack.ofMainThread()
        let map = try stage.map(
            [RuntimeStage.gap, .stack(64 * 1024), RuntimeStage.gap], .below(own.lo))
        let fiber = try RuntimeFiber(stage, on: map.stacks[0])
        for turn in 1...3 {
            stage.callback("own stack, turn \(turn)", on: own)
            fiber.callback("coroutine, turn \(turn)")
        }
    }
}
