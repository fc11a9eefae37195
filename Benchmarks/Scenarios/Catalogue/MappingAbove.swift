import Cells
import ForeignStacks

/// 15. A guard page below the stack, foreign memory right above it.
///
/// - Set-up: a pthread; a 64 KiB coroutine with a PROT_NONE page below and 64 KiB of foreign memory
///   directly above, which the kernel merges with the stack into one mapping.
/// - Truth: the 64 KiB of the coroutine.
/// - Callbacks: own stack; one from the coroutine's first frame.
/// - Expected: returns, with `hi` no higher than H.
/// - The window reaches 1 KiB above SP, into the neighbour; the mapping reaches 64 KiB into it.
extension Scenario {
    static let mappingAbove = Scenario(
        15, "mapping-above", "a 64 KiB coroutine with a guard page below and foreign memory right above",
        setUp:
            "a pthread calls back once; PROT_NONE page, 64 KiB stack, 64 KiB of foreign memory",
        truth: "the 64 KiB of the coroutine", source: "a mapping is not a stack", looksFor: [.highWrong]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let map = try stage.map(
            [.nothing(4096), .stack(64 * 1024), .memory(64 * 1024), .nothing(4096)], .below(own.lo))
        let fiber = try Fiber(stage, on: map.stacks[0])
        stage.callback("own stack", on: own)
        fiber.callback("from the first frame")
    }
}
