import CStackSupport
import Cells
import ForeignStacks

/// 19, 49. C switches stacks under a runtime that is further up: runtime, C, switch, callback, return, runtime.
///
/// - Set-up: a pthread; a 64 KiB coroutine below (or above) its stack.
/// - Truth: the thread's own stack for the outer callback, before and after; the coroutine for the inner.
/// - Callbacks: the outer calls out to C, which resumes the coroutine, which calls back, 2 KiB down. Back
///   in the outer callback, the machine is inspected again and 16 KiB of stack are used.
/// - Expected: new bounds for the inner callback, restored ones for the outer; or, by Go 1.21.1's rule, the
///   fatal error with its exact message, which contains the old bounds, and exit status 2. Real Go ends there
///   too, but the message was not seen once in 650 trials: 649 died while they printed it ("newstack at
///   runtime.printlock", "stack split at bad time"), by SIGABRT in a C program; only a Go program has status 2.
extension Scenario {
    static let nestedSwitchBelow = nestedSwitch("below", isBelow: true)
    static let nestedSwitchAbove = nestedSwitch("above", isBelow: false)

    /// 49. The same where both stacks lie close to each other: two coroutines of 24 KiB in one block. Bounds that
    /// reach from the outer stack into the inner one are not left, and wrong there (U, H, T).
    static let nestedClose = Scenario(
        49, "nested-switch/close", "a callback on a coroutine right below the one of the outer callback",
        setUp:
            "two 24 KiB coroutines in one block; a callback on the upper one calls out to C, which resumes "
            + "the lower one",
        truth: "the 24 KiB of the coroutine that runs", source: "bench explore budget",
        looksFor: [.lowTooLow, .highWrong, .stale]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let parts: [StackMap.Part] = [.memory(64 * 1024), .stack(24 * 1024), .stack(24 * 1024)]
        let map = try stage.map(parts + [.nothing(64 * 1024)], .below(own.lo))
        let (lower, upper) = (try Fiber(stage, on: map.stacks[0]), try Fiber(stage, on: map.stacks[1]))
        let outer = stage.probe("outer callback", on: upper.stack, depth: 2048)
        let inner = stage.probe(
            "overflow in the inner callback", on: lower.stack, .overflows, depth: 1024,
            isRefusalPrescribed: true)
        lower.prepare(inner)
        let call = lower.resumeCall
        outer.callsOut(call.function, call.argument)
        withExtendedLifetime(lower) { upper.make(outer) }
        stage.inspect(map, after: inner)
    }

    private static func nestedSwitch(_ variant: String, isBelow: Bool) -> Scenario {
        Scenario(
            19, "nested-switch/\(variant)",
            "a callback on a coroutine that C switched to under another callback",
            setUp: "a pthread; the outer callback calls out to C, which resumes a 64 KiB coroutine "
                + "\(isBelow ? "below" : "above") the thread's stack",
            truth: "pthread's bounds for the outer callback, the coroutine's 64 KiB for the inner",
            source: "golang/go#62440 (the fatal error of CL 527715), frankenphp",
            looksFor: [.spuriousAbort, .stale]
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            let map = try stage.map(
                [.nothing(64 * 1024), .stack(64 * 1024), .nothing(64 * 1024)],
                isBelow ? .below(own.lo) : .above(own.hi))
            let fiber = try Fiber(stage, on: map.stacks[0])
            let outer = stage.probe("outer callback", on: own, .uses(16 * 1024))
            let inner = stage.probe("inner callback", on: fiber.stack, depth: 2048, isRefusalPrescribed: true)
            fiber.prepare(inner)
            let call = fiber.resumeCall
            outer.callsOut(call.function, call.argument)
            withExtendedLifetime(fiber) { stage.make(outer) }
        }
    }
}
