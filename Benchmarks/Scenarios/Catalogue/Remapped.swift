import Cells
import ForeignStacks

/// 10 and 11. A stack is unmapped, and one of a different size is mapped with the same top.
///
/// - Set-up: a pthread; a coroutine's stack below its own; after one callback it is unmapped, and the new
///   one is mapped with the same high end (MAP_FIXED_NOREPLACE), with a PROT_NONE page below.
///   `smaller`: 256 KiB, then 64 KiB. `tiny`: 64 KiB, then 16 KiB. `larger`: 64 KiB, then 256 KiB.
/// - Truth: the stack that is mapped at the time.
/// - Callbacks: own stack; one on the old stack; on the new one, `smaller` and `tiny` overflow, `larger` uses 128 KiB.
/// - Expected: the overflow is caught; the 128 KiB can be used.
/// - A strategy that remembers the exact bounds of the old stack runs past the new one (U), or aborts it
///   at the old end (S). The window is the same for both, so `sp-window` passes `smaller`, and
///   aborts `larger` after 32 KiB because it has no better estimate; on `tiny` an old window is as wrong as an
///   old stack (U, T).
extension Scenario {
    static let remappedSmaller = remapped(
        10, "smaller", 256 * 1024, 64 * 1024, .overflows, looksFor: [.lowTooLow, .stale])
    static let remappedTiny = remapped(
        10, "tiny", 64 * 1024, 16 * 1024, .overflows, looksFor: [.lowTooLow, .stale])
    static let remappedLarger = remapped(
        11, "larger", 64 * 1024, 256 * 1024, .uses(128 * 1024), looksFor: [.spuriousAbort])

    private static func remapped(
        _ number: Int, _ variant: String, _ old: Int, _ new: Int, _ action: Action, looksFor: [Fault]
    ) -> Scenario {
        Scenario(
            number, "remapped/\(variant)",
            "\(old / 1024) KiB are unmapped, \(new / 1024) KiB mapped with the same top",
            setUp:
                "a pthread calls back once; a coroutine's stack below its own is unmapped and replaced",
            truth: "the stack that is mapped at the time", source: "hazard of every cache of stacks",
            looksFor: looksFor
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            stage.callback("own stack", on: own)
            let top = try stage.reserve(256 * 1024 + 2 * 4096, below: own.lo)
            do {
                let stack = try top.map(old)
                let fiber = try Fiber(stage, on: stack)
                fiber.callback("the old stack", depth: 2048)
            }
            top.unmap()
            let fiber = try Fiber(stage, on: try top.map(new))
            fiber.callback("the new stack", action, depth: 2048)
        }
    }
}
