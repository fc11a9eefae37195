import ForeignStacks

/// Callbacks on a coroutine's stack, above the thread's own or small.
///
/// - Set-up: a pthread; a coroutine above its stack (64 KiB or 256 KiB), or one of 24 KiB below.
/// - Truth: pthread's bounds of the own stack; the coroutine's.
/// - Callbacks: own stack, coroutine, coroutine again and again for 0.2 s, own stack.
/// - Expected: all return. A runtime that compares only low bounds takes a stack above for its own, with all the
///   room between; one with a window of 32 KiB for one with more room than there is.
extension RuntimeScenario {
    static let above64k = above(64)
    static let above256k = above(256)

    static let small24k = other(
        "small-24k", 24, "a coroutine of 24,576 bytes below the thread's own stack",
        source: "golang/go#62440: Go 1.21.1's window of 32 KiB", { .below($0.lo) })

    private static func above(_ size: Int) -> RuntimeScenario {
        other(
            "above-\(size)k", size, "a \(size) KiB coroutine certainly above the thread's own stack",
            source: "golang/go#62130: only low bounds were compared", { .above($0.hi) })
    }

    private static func other(
        _ name: String, _ size: Int, _ summary: String, source: String,
        _ place: @escaping @Sendable (ForeignStack) -> StackRegion.Placement
    ) -> RuntimeScenario {
        RuntimeScenario(
            name, summary, setUp: "a pthread and a coroutine, with nothing mapped around its stack",
            truth: "pthread's bounds of the own stack; the \(size) KiB of the coroutine", source: source
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            let map = try stage.map(
                [RuntimeStage.gap, .stack(size * 1024), RuntimeStage.gap], place(own))
            let fiber = try RuntimeFiber(stage, on: map.stacks[0])
            stage.callback("own stack", on: own)
            fiber.callback("coroutine, first time")
            fiber.callback("coroutine, again and again for 0.2 s", .returnsOften)
            stage.callback("own stack again", on: own)
        }
    }
}
