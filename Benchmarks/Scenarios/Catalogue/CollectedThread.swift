import CScenarioActions
import Cells
import ForeignStacks

/// 41. A collector on another thread reads a thread's bounds while its C is on a coroutine, with no callback in
/// progress.
///
/// - Set-up: a pthread that has called back from its own stack; a 64 KiB coroutine below it, on which C waits.
/// - Truth: the coroutine's 64 KiB, which is where the thread's SP is.
/// - Callbacks: none while it waits. The collector scans from SP to the recorded high end.
/// - Expected: bounds of the coroutine.
/// - Only those who are told of switches know: the others look at SP when there is a callback (T).
extension Scenario {
    static let collectedThread = Scenario(
        41, "collected-thread",
        "another thread reads the bounds while C is on a coroutine, outside of callbacks",
        setUp: "a pthread has called back from its own stack and waits in C on a coroutine below it",
        truth: "the coroutine's 64 KiB, where SP is", source: "dlang/dmd#22054, NixOS/nix#4919",
        looksFor: [.stale]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let gap = StackMap.Part.nothing(64 * 1024)
        let map = try stage.map([gap, .stack(64 * 1024), gap], .below(own.lo))
        let fiber = try Fiber(stage, on: map.stacks[0])
        stage.callback("own stack", on: own)
        fiber.make(stage.probe("collected on the coroutine", on: fiber.stack, entry: SBS_PROBE_COLLECTOR))
    }
}
