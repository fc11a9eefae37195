import CScenarioActions
import Cells
import ForeignStacks

/// 43. C jumps out of a callback that never ends (longjmp, as Lua's errors do).
///
/// - Set-up: a pthread; a 64 KiB coroutine below its stack.
/// - Truth: the stack that runs.
/// - Callbacks: on the own stack, one that calls out to C, which jumps to where it made the callback; then one
///   on the coroutine; then one on the own stack.
/// - Expected: the later ones return.
/// - The call out stays counted, so that the runtime seems to be further up for good. Those who refuse a stack
///   change then end the process (S), and bounds that a call out restores were not.
extension Scenario {
    static let abandonedByJump = Scenario(
        43, "abandoned/longjmp", "C jumps out of a callback, and calls back from a coroutine later",
        setUp:
            "a callback's call out ends by longjmp to below the callback; then a coroutine below the stack",
        truth: "pthread's bounds, the coroutine's 64 KiB",
        source: "aarzilli/golua#66, golang/go#63829", looksFor: [.spuriousAbort, .stale]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let gap = StackMap.Part.nothing(64 * 1024)
        let map = try stage.map([gap, .stack(64 * 1024), gap], .below(own.lo))
        let fiber = try Fiber(stage, on: map.stacks[0])
        sbs_probe_left_by_jump(stage.probe("left by longjmp", on: own).pointer)
        fiber.callback("coroutine", depth: 2048)
        stage.callback("own stack", on: own, .uses(16 * 1024))
    }
}
