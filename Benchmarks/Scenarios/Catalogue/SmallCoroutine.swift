import Cells
import ForeignStacks

/// 5 and 6. A coroutine smaller than the 32 KiB window runs to the end of its stack.
///
/// - Set-up: a pthread that has called back once from its own stack; a coroutine below it, entered 2 KiB
///   deep. `small-coroutine/24k` is Fluent Bit's 24,576 bytes in one block of memory, as from malloc: below
///   it is foreign memory, without a guard. `guarded-coroutine` has 8 or 16 KiB and one PROT_NONE page below.
/// - Truth: the coroutine's stack.
/// - Callbacks: one on the coroutine, which recurses without end.
/// - Expected: caught by the guard before L.
/// - A window reaches past L: the overflow changes the neighbour's memory, or dies in the guard page by
///   SIGSEGV, without the message. `fixed` aborts it at entry, as in the original crash.
extension Scenario {
    static let smallCoroutine24k = smallCoroutine(
        5, "small-coroutine/24k", 24_576, below: .memory(16 * 1024),
        "a 24,576-byte coroutine in unguarded memory overflows",
        "golang/go#62130 (Fluent Bit), golang/go#62440")
    static let guardedCoroutine8k = smallCoroutine(
        6, "guarded-coroutine/8k", 8192, below: .nothing(4096),
        "an 8 KiB coroutine with one guard page overflows", "golang/go#62440")
    static let guardedCoroutine16k = smallCoroutine(
        6, "guarded-coroutine/16k", 16_384, below: .nothing(4096),
        "a 16 KiB coroutine with one guard page overflows", "golang/go#62440")

    private static func smallCoroutine(
        _ number: Int, _ name: String, _ size: Int, below neighbour: StackMap.Part, _ summary: String,
        _ source: String
    ) -> Scenario {
        Scenario(
            number, name, summary,
            setUp:
                "a pthread calls back once; a coroutine of \(size) bytes below its stack recurses to the end",
            truth: "the coroutine's \(size) bytes", source: source,
            looksFor: [.lowTooLow, .spuriousAbort]
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            let map = try stage.map(
                [.nothing(64 * 1024), neighbour, .stack(size), .memory(8192), .nothing(64 * 1024)],
                .below(own.lo))
            stage.callback("own stack", on: own)
            let fiber = try Fiber(stage, on: map.stacks[0])
            let overflow = stage.probe("overflow on the coroutine", on: fiber.stack, .overflows, depth: 2048)
            fiber.make(overflow)
            stage.inspect(map, after: overflow)
        }
    }
}
