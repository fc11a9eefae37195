import CScenarioActions
import Cells
import ForeignStacks

/// 48. C that a callback calls goes deeper and calls back, and no stack is switched.
///
/// - Set-up: a pthread; a 256 KiB coroutine below its stack.
/// - Truth: the coroutine's 256 KiB.
/// - Callbacks: on the coroutine, one that calls out to C, which calls back from 20 KiB further down (`back`),
///   and then again from where it was called (`again`). Back in the outer callback the machine is inspected.
/// - Expected: all return.
/// - A window that moves with each callback is the inner one's when the outer goes on (T), and what calls back
///   next from further up seems to have changed stacks: exit 2 (S).
extension Scenario {
    static let nestedDeeperBack = nestedDeeper("back", callsAgain: false, looksFor: [.stale])
    static let nestedDeeperAgain = nestedDeeper("again", callsAgain: true, looksFor: [.spuriousAbort])

    private static func nestedDeeper(_ variant: String, callsAgain: Bool, looksFor: [Fault]) -> Scenario {
        Scenario(
            48, "nested-deeper/\(variant)",
            "C calls back from deeper on the same coroutine under another callback"
                + (callsAgain ? ", and then from where it was" : ""),
            setUp:
                "a 256 KiB coroutine below a pthread's stack; its callback calls out to C, which calls back "
                + "from 20 KiB further down",
            truth: "the coroutine's 256 KiB", source: "bench explore requery", looksFor: looksFor
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            let gap = StackMap.Part.nothing(64 * 1024)
            let map = try stage.map([gap, .stack(256 * 1024), gap], .below(own.lo))
            let fiber = try Fiber(stage, on: map.stacks[0])
            let outer = stage.probe("outer callback", on: fiber.stack, depth: 2048)
            var inner = [stage.probe("20 KiB deeper", on: fiber.stack, depth: 20 * 1024)]
            if callsAgain { inner.append(stage.probe("no deeper", on: fiber.stack)) }
            let list = ProbeList(inner)
            outer.callsOut(ProbeList.make, list.argument)
            withExtendedLifetime(list) { fiber.make(outer) }
        }
    }
}
