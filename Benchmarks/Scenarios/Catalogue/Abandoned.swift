import CScenarioActions
import Cells
import ForeignStacks

/// 43. C leaves a callback that never ends, and goes on below it: by longjmp, as Lua's errors do, or by an
/// exception that is thrown in C++ and caught there, and unwinds the frames of the runtime.
///
/// - Set-up: a pthread; a 64 KiB coroutine below its stack.
/// - Truth: the stack that runs.
/// - Callbacks: on the own stack, two that call out to C, which leaves each to where it made it; then one on the
///   coroutine; then one on the own stack.
/// - Expected: the later ones return.
/// - The calls out stay counted, so that the runtime seems to be further up for good. Those who refuse a stack
///   change then end the process (S), and bounds that a call out restores were not. Stacks that the runtime lent
///   to the callbacks do not come back (D): nobody tells it that they are over.
extension Scenario {
    static let abandonedByJump = abandoned("longjmp", by: "longjmp") { (probe) throws(StagingError) in
        sbs_probe_left_by_jump(probe.pointer)
    }

    static let abandonedByException = abandoned("exception", by: "an exception") {
        (probe) throws(StagingError) in
        let error = sbs_probe_left_by_exception(probe.pointer)
        try StagingError.check(error: error, "unwinding the stack through a callback")
    }

    private static func abandoned(
        _ variant: String, by means: String, leave: @escaping @Sendable (Probe) throws(StagingError) -> Void
    ) -> Scenario {
        Scenario(
            43, "abandoned/\(variant)",
            "C leaves a callback by \(means), and calls back from a coroutine later",
            setUp: "two callbacks call out to C, which leaves each by \(means) to below it; then a coroutine "
                + "below the stack",
            truth: "pthread's bounds, the coroutine's 64 KiB",
            source: "aarzilli/golua#66, golang/go#63829", looksFor: [.spuriousAbort, .stale, .deferred]
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            let gap = StackMap.Part.nothing(64 * 1024)
            let map = try stage.map([gap, .stack(64 * 1024), gap], .below(own.lo))
            let fiber = try Fiber(stage, on: map.stacks[0])
            for time in ["first", "second"] {
                try leave(stage.probe("left by \(means), \(time) time", on: own))
            }
            fiber.callback("coroutine", depth: 2048)
            stage.callback("own stack", on: own, .uses(16 * 1024))
        }
    }
}
