import Cells
import ForeignStacks

/// 46. A program that forgets to tell of its stacks. A strategy that is told of none is not affected, which is
/// what these scenarios compare.
///
/// - Set-up: a pthread. `in-a-block`: a coroutine on 24 KiB within a block of memory that is not registered.
///   `growing`: one on memory that grows by itself (`MAP_GROWSDOWN`), not registered. `freed`: one on 256 KiB
///   that were registered, and freed without a word; then 64 KiB at the same top.
/// - Truth: the 24 KiB; 256 KiB, of which 16 KiB are mapped; the stack that is mapped at the time.
/// - Callbacks: on the coroutine, at its top; at the end, an overflow, or 24 KiB that are there.
/// - Expected: the overflow is caught, the 24 KiB can be used.
/// - Where no stack is known a strategy falls back on a window (U, H) or on the mapping (S where it still
///   grows); one that was never removed is believed (U, T).
extension Scenario {
    static let unregisteredInABlock = unregistered(
        "in-a-block", "does not register a coroutine within a block of memory",
        truth: "the 24 KiB of the coroutine", looksFor: [.lowTooLow, .highWrong]
    ) { (stage, own) throws(StagingError) in
        let map = try stage.map(
            [.memory(64 * 1024), .stack(24 * 1024), .memory(64 * 1024), .nothing(64 * 1024)], .below(own.lo))
        let fiber = try Fiber(stage, on: map.stacks[0], isRegistered: false)
        let overflow = stage.probe("overflow on the coroutine", on: fiber.stack, .overflows)
        fiber.make(overflow)
        stage.inspect(map, after: overflow)
    }

    static let unregisteredGrowing = unregistered(
        "growing", "does not register a coroutine on MAP_GROWSDOWN memory",
        truth: "256 KiB, all of which may be used", looksFor: [.spuriousAbort]
    ) { (stage, own) throws(StagingError) in
        stage.callback("own stack", on: own)
        let fiber = try GrowingMemory.fiber(stage, below: own.lo, isRegistered: false)
        fiber.callback("24 KiB of the coroutine", .uses(24 * 1024), depth: 2048)
    }

    static let unregisteredTooLate = unregistered(
        "freed", "frees a registered stack without a word",
        truth: "the stack that is mapped at the time", looksFor: [.lowTooLow, .stale]
    ) { (stage, own) throws(StagingError) in
        stage.callback("own stack", on: own)
        let top = try stage.reserve(256 * 1024 + 2 * 4096, below: own.lo)
        // Kept, so that it is not removed.
        let old = try Fiber(stage, on: try top.map(256 * 1024))
        stage.keepAlive(old)
        old.callback("the old stack", depth: 2048)
        top.unmap()
        let fiber = try Fiber(stage, on: try top.map(64 * 1024), isRegistered: false)
        fiber.callback("overflow on the new stack", .overflows, depth: 2048)
    }

    private static func unregistered(
        _ variant: String, _ what: String, truth: String, looksFor: [Fault],
        play: @escaping @Sendable (Stage, ForeignStack) throws(StagingError) -> Void
    ) -> Scenario {
        Scenario(
            46, "unregistered/\(variant)", "the program \(what)",
            setUp: "a pthread; a coroutine below its stack that the program does not tell of",
            truth: truth,
            source: "bench explore tiered; Valgrind's stack register in programs that never heard of it",
            looksFor: looksFor
        ) { (stage) throws(StagingError) in try play(stage, ThreadStack.ofPthread) }
    }
}
