import CScenarioActions
import CStackSupport
import Cells
import ForeignStacks

/// 34. No query is answered: no `/proc`, or a strict seccomp filter.
///
/// - Set-up: the main thread, before its first callback, installs a filter in its process that refuses
///   open, ioctl, prlimit and sched_getaffinity (EACCES). Then pthread cannot answer either.
/// - Truth: the main thread's stack by the kernel's rule, determined beforehand; a coroutine's 64 KiB.
/// - Callbacks: own stack (8 KiB), coroutine, own stack (16 KiB).
/// - Expected: all return; an estimate is enough.
extension Scenario {
    static let noAnswers = Scenario(
        34, "no-answers", "seccomp refuses every query about the stack",
        setUp: "the main thread forbids itself open, ioctl, prlimit and sched_getaffinity, then calls back",
        truth: "the main thread's stack by the kernel's rule; the coroutine's 64 KiB",
        source: "containers without /proc, strict filters", looksFor: [.spuriousAbort, .stale],
        on: .mainThread,
        unavailability: { ThreadStack.mainThreadUnavailability }
    ) { (stage) throws(StagingError) in
        let own = try ThreadStack.ofMainThread()
        let map = try stage.map([.nothing(4096), .stack(64 * 1024), .nothing(4096)], .below(own.lo))
        let fiber = try Fiber(stage, on: map.stacks[0])
        try StagingError.check(error: sbs_deny_queries(), "seccomp")
        try StagingError.check(MemoryMaps.current == nil, "/proc/self/maps can be read through the filter")
        stage.callback("own stack", on: own, .uses(8192))
        fiber.callback("coroutine", depth: 2048)
        stage.callback("own stack again", on: own, .uses(16 * 1024))
    }
}
