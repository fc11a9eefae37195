import Cells
import ForeignStacks

/// 37. The room that the runtime would report, compared with the truth.
///
/// - Set-up: a pthread, an eighth down its stack; a coroutine of 24 KiB and one of 256 KiB below its stack.
/// - Truth: `sp - L`; the runtime would say `sp - lo`.
/// - Callbacks: own stack; then `thread` on the own stack, an eighth down, using a sixteenth
///   (1 MiB and 512 KiB of the usual 8); `coroutine-24k` using 1 KiB; `coroutine-256k` using 128 KiB.
/// - Expected: no more is reported than there is (U), and what is there can be used (S).
/// - The window says 32 KiB: 10 KiB too much for the small coroutine, 220 KiB too little for the large.
extension Scenario {
    static let roomOnThread = Scenario(
        37, "remaining-room/thread", "room reported on a pthread an eighth down its stack",
        setUp: "a pthread calls back, then under C frames of an eighth of its stack",
        truth: "sp - L of pthread's bounds",
        source: "recursion limits in every runtime", looksFor: [.lowTooLow, .spuriousAbort]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        stage.callback("own stack", on: own)
        stage.callback("an eighth down", on: own, .uses(own.size / 16), depth: own.size / 8)
    }

    static let roomOnSmallCoroutine = roomOnCoroutine("24k", size: 24 * 1024, use: 1024)
    static let roomOnLargeCoroutine = roomOnCoroutine("256k", size: 256 * 1024, use: 128 * 1024)

    private static func roomOnCoroutine(_ variant: String, size: Int, use: Int) -> Scenario {
        Scenario(
            37, "remaining-room/coroutine-\(variant)", "room reported on a coroutine of \(size / 1024) KiB",
            setUp: "a pthread calls back, then a coroutine below its stack", truth: "sp - L of the coroutine",
            source: "recursion limits in every runtime", looksFor: [.lowTooLow, .spuriousAbort]
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            let map = try stage.map([.nothing(4096), .stack(size), .nothing(4096)], .below(own.lo))
            let fiber = try Fiber(stage, on: map.stacks[0])
            stage.callback("own stack", on: own)
            fiber.callback("coroutine", .uses(use), depth: 2048)
        }
    }
}
