import CScenarioActions
import CStackSupport
import Cells
import ForeignStacks

/// 20. Two callbacks are suspended in the middle and resumed out of order (Ray's fibers).
///
/// - Set-up: a pthread that has called back; coroutines A and B, 64 KiB each, below its stack.
/// - Truth: the stack that runs.
/// - Callbacks: A calls back, calls out to C and yields; B does the same; then A is resumed and its callback
///   returns, then B's. Each inspects its machine and uses 4 KiB again when it is resumed.
/// - Expected: all return, and each sees bounds of its own stack again; or the fatal error of
///   Go 1.21.1's rule when B calls back while A is in the runtime.
extension Scenario {
    static let outOfOrder = Scenario(
        20, "out-of-order", "two suspended callbacks on coroutines, the older is resumed first",
        setUp:
            "a pthread; coroutines A and B (64 KiB) below its stack, each yields in the middle of a callback",
        truth: "the stack that runs", source: "CPython gh-141711 (Ray), golang/go#62440",
        looksFor: [.spuriousAbort, .stale]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let gap = StackMap.Part.nothing(64 * 1024)
        let map = try stage.map([gap, .stack(64 * 1024), gap, .stack(64 * 1024), gap], .below(own.lo))
        let a = try Fiber(stage, on: map.stacks[0])
        let b = try Fiber(stage, on: map.stacks[1])
        stage.callback("own stack", on: own)
        for (name, fiber, isLater) in [("A", a, false), ("B", b, true)] {
            let probe = stage.probe(
                "callback on \(name)", on: fiber.stack, .uses(4096), depth: 2048,
                isRefusalPrescribed: isLater)
            probe.callsOut(sbs_yield_out, fiber.handle)
            fiber.make(probe)
        }
        a.resume()
        b.resume()
    }
}
