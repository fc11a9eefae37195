import CStackSupport
import Cells
import ForeignStacks

/// 4. The test that came with Go 1.21.1's rule (golang/go#62440, CL 527715): a C thread calls back from its
/// own stack and then from two coroutines' stacks.
///
/// - Set-up: one pthread; two 64 KiB stacks, both allocated before either runs and freed at the end, each
///   with nothing mapped around it, all below (or above) the thread's own stack. `makecontext` and
///   `swapcontext`; unavailable where there is no `getcontext` (Android, musl, OpenBSD), like Go's test.
/// - Truth: pthread's bounds of the own stack; the 64 KiB of each coroutine.
/// - Callbacks: own stack, stack 1, stack 2, each twice, each through the guard check and 2 KiB deep.
///   The coroutines first go down 2 KiB of C frames, like a real program; in the variant `top` they call
///   back from their first frame.
/// - Expected: all return, bounds inside each stack.
/// - `fixed` is aborted on stack 1 when that is below (Fluent Bit, golang/go#62130), and continues with the
///   bounds of the wrong stack when it is above, since only the low side is ever checked.
/// - `top`: the window reaches 1 KiB above SP, and the first frame of a coroutine is closer than that to the
///   end of its stack: `sp-window` passes its own test with bounds that leave the stack.
extension Scenario {
    static let goTestBelow = goTest("below", isBelow: true, depth: 2048)
    static let goTestAbove = goTest("above", isBelow: false, depth: 2048)
    static let goTestTop = goTest("top", isBelow: true, depth: 0)

    private static func goTest(_ variant: String, isBelow: Bool, depth: Int) -> Scenario {
        Scenario(
            4, "seed-test/\(variant)",
            "Go 1.21.1's own test: own stack, 64 KiB stack 1, 64 KiB stack 2, each twice",
            setUp:
                "one pthread; two coroutines (swapcontext) on 64 KiB stacks, both mapped before either runs, "
                + "\(isBelow ? "below" : "above") the thread's own stack, \(depth) bytes of C frames above their callbacks",
            truth: "pthread's bounds of the own stack; the 64 KiB of each coroutine",
            source: "golang/go#62440, CL 527715; golang/go#62130",
            looksFor: [.spuriousAbort, .stale, .highWrong],
            unavailability: { StackSwitch.swapcontext.unavailability }
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            let gap = StackMap.Part.nothing(64 * 1024)
            let map = try stage.map(
                [gap, .stack(64 * 1024), gap, .stack(64 * 1024), gap],
                isBelow ? .below(own.lo) : .above(own.hi))
            let fibers = [try Fiber(stage, on: map.stacks[0]), try Fiber(stage, on: map.stacks[1])]
            for time in ["first", "second"] { stage.callback("own stack, \(time) time", on: own) }
            for (index, fiber) in fibers.enumerated() {
                for time in ["first", "second"] {
                    fiber.callback("stack \(index + 1), \(time) time", depth: depth)
                }
            }
        }
    }
}
