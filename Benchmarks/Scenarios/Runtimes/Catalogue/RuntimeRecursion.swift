import ForeignStacks

/// Recursion in the runtime's own code, with room and until the end.
///
/// - Set-up: a pthread; a 256 KiB coroutine below or above its stack, with nothing mapped below it (`guard`), or
///   with 512 KiB of foreign memory there and nothing below that (`canary`).
/// - Truth: pthread's bounds of the own stack; the coroutine's 256 KiB.
/// - Callbacks: one that does nothing, one that recurses 10 levels, one that recurses without end; after that another
///   one that does nothing.
/// - Expected: 10 levels return; a recursion without end is reported before the stack is used up, and the runtime
///   goes on. Where bodies run on a stack of the runtime's own, as in Go, C's stack does not matter; elsewhere a
///   recursion that has used no more of it than a callback that does nothing was none.
extension RuntimeScenario {
    static let roomBelow = onCoroutine("room-below", "10 levels deep", .below) { fiber, _, _ in
        fiber.callback("10 levels", .recurses(10))
    }
    static let roomAbove = onCoroutine("room-above", "10 levels deep", .above) { fiber, _, _ in
        fiber.callback("10 levels", .recurses(10))
    }

    static let deepOwn = RuntimeScenario(
        "deep-own", "recursion without end on a pthread's own stack", setUp: "a pthread",
        truth: "pthread's bounds of the own stack", source: "the ordinary overflow", needs: [.recursion]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        stage.callback("own stack", on: own)
        stage.callback("10 levels", on: own, .recurses(10))
        stage.callback("recursion without end", on: own, .overflows)
        stage.callback("own stack, after the overflow", on: own)
    }

    static let deepGuardBelow = withoutEnd("deep-guard-below", .below, canary: 0)
    static let deepGuardAbove = withoutEnd("deep-guard-above", .above, canary: 0)
    static let deepCanaryBelow = withoutEnd("deep-canary-below", .below, canary: 512 * 1024)
    static let deepCanaryAbove = withoutEnd("deep-canary-above", .above, canary: 512 * 1024)

    private enum Side: String {
        case below, above

        func placement(of own: ForeignStack) -> StackRegion.Placement {
            self == .below ? .below(own.lo) : .above(own.hi)
        }
    }

    private static func withoutEnd(_ name: String, _ side: Side, canary: Int) -> RuntimeScenario {
        let what = canary > 0 ? "foreign memory" : "a guard"
        return onCoroutine(name, "without end, \(what) below its stack", side, canary: canary) {
            fiber, stage, map in
            stage.inspectUse(of: fiber.stack, in: map, after: stage.lastStep)
            fiber.callback("10 levels", .recurses(10))
            let probe = stage.probe("recursion without end", on: fiber.stack, .overflows)
            fiber.make(probe)
            stage.inspect(map, below: fiber.stack.lo, after: probe.step)
            stage.inspectUse(of: fiber.stack, in: map, after: probe.step)
            fiber.callback("coroutine, after the overflow")
        }
    }

    private static func onCoroutine(
        _ name: String, _ how: String, _ side: Side, canary: Int = 0,
        _ play: @escaping @Sendable (RuntimeFiber, RuntimeStage, StackMap) -> Void
    ) -> RuntimeScenario {
        RuntimeScenario(
            name, "recursion on a 256 KiB coroutine \(side) the thread's own stack, \(how)",
            setUp: "a pthread and a 256 KiB coroutine \(side) its stack"
                + (canary > 0 ? "; below that \(canary >> 10) KiB of foreign memory" : ""),
            truth: "the 256 KiB of the coroutine", source: "python/cpython#139653, golang/go#62130",
            needs: [.recursion]
        ) { (stage) throws(StagingError) in
            let foreign: [StackMap.Part] = canary > 0 ? [.memory(canary)] : []
            let map = try stage.map(
                [RuntimeStage.gap] + foreign + [.stack(256 * 1024), RuntimeStage.gap],
                side.placement(of: ThreadStack.ofPthread))
            let fiber = try RuntimeFiber(stage, on: map.stacks[0])
            fiber.callback("coroutine")
            play(fiber, stage, map)
        }
    }
}
