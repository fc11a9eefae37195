import CScenarioActions
import CStackSupport
import Cells
import ForeignStacks

/// 38. The runtime calls out to C from a thread that it made itself, and C calls back from another stack: Go's
/// main, C, a switch, a callback.
///
/// - Set-up: a pthread whose machine is the runtime's own (in Go: not `isextra`); a 64 KiB coroutine below (or
///   above) its stack.
/// - Truth: the thread's own stack for the runtime, before and after; the coroutine for the callback.
/// - Callbacks: code of the runtime calls out to C, which resumes the coroutine, which calls back, 2 KiB down.
/// - Expected: new bounds for the callback, the old ones afterwards; or the fatal error of Go 1.21.1's rule.
/// - Go never asks about the stack of a machine that it made: the callback is compared with the bounds of the
///   thread. A Go program of this kind dies in every version, with status 2. The rules since 1.21.1 refuse as
///   they do anywhere under a call out; the others abort below, and above they keep the wrong bounds.
extension Scenario {
    static let ownMachineBelow = ownMachine("below", isBelow: true)
    static let ownMachineAbove = ownMachine("above", isBelow: false)

    private static func ownMachine(_ variant: String, isBelow: Bool) -> Scenario {
        Scenario(
            38, "own-machine/\(variant)",
            "C switches stacks under the runtime on a thread that the runtime made, and calls back",
            setUp: "a thread of the runtime's own calls out to C, which resumes a 64 KiB coroutine "
                + "\(isBelow ? "below" : "above") its stack",
            truth: "pthread's bounds for the thread, the coroutine's 64 KiB for the callback",
            source: "Go's callbackUpdateSystemStack: no update unless mp.isextra",
            looksFor: [.spuriousAbort, .stale]
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            let map = try stage.map(
                [.nothing(64 * 1024), .stack(64 * 1024), .nothing(64 * 1024)],
                isBelow ? .below(own.lo) : .above(own.hi))
            let fiber = try Fiber(stage, on: map.stacks[0])
            let outer = stage.probe("the runtime", on: own, .uses(16 * 1024), entry: SBS_PROBE_RUNTIME)
            let inner = stage.probe(
                "callback on the coroutine", on: fiber.stack, depth: 2048, isRefusalPrescribed: true)
            fiber.prepare(inner)
            let call = fiber.resumeCall
            outer.callsOut(call.function, call.argument)
            withExtendedLifetime(fiber) { stage.make(outer) }
        }
    }
}
