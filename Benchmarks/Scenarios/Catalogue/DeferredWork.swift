import Cells
import ForeignStacks

/// 50. A runtime that puts work off where little stack is left, instead of aborting: CPython's frees. It goes by
/// the recorded bounds.
///
/// - Set-up: a pthread that has called back; a 256 KiB coroutine below its stack.
/// - Truth: the coroutine's 256 KiB.
/// - Callbacks: on the coroutine, eight, each with a piece of work that is put off if less than 8 KiB are left
///   above the recorded low end. Twice that, and what was put off before is done too.
/// - Expected: all work is done, as there are 200 KiB of room.
/// - Who still has the bounds of the thread's own stack sees SP below them, and puts the work off each time (D).
///   With a check, that would be an abort (S).
extension Scenario {
    static let deferredWork = Scenario(
        50, "deferred-work",
        "callbacks on a coroutine put their work off, as they know too little of its stack",
        setUp: "a pthread has called back; eight callbacks with work on a 256 KiB coroutine below its stack",
        truth: "the coroutine's 256 KiB", source: "ray-project/ray#63290 (CPython's trashcan)",
        looksFor: [.spuriousAbort, .deferred]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let gap = StackMap.Part.nothing(64 * 1024)
        let map = try stage.map([gap, .stack(256 * 1024), gap], .below(own.lo))
        let fiber = try Fiber(stage, on: map.stacks[0])
        stage.callback("own stack", on: own)
        for count in 1...8 {
            let probe = stage.probe("work \(count) on the coroutine", on: fiber.stack, depth: 2048)
            probe.releases(1)
            fiber.make(probe)
        }
    }
}
