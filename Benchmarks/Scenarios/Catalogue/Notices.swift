import Cells
import ForeignStacks

/// 32 and 33. A program that announces when it switches stacks, and gets it wrong. A strategy that takes no
/// notices is not affected, which is what these scenarios compare.
///
/// - Set-up: a pthread that has called back; coroutines A and B, 64 KiB each, below its stack.
/// - Truth: the stack that runs.
/// - 32, `notice/forgotten`: A with notice, B without. `notice/twice`: A with two notices each way, then
///   B with one. 33, `notice/early`: A is announced, a callback is made on the own stack, then on A.
/// - Expected: all return, each with bounds of the stack that runs.
/// - Looks for T and S in strategies that believe what they are told.
extension Scenario {
    static let noticeForgotten = notice(
        32, "forgotten", "the program forgets to announce that it switches to B"
    ) { (stage, _, a, b) in
        a.callback("A, with notice", depth: 2048)
        b.callback("B, without notice", .uses(16 * 1024), depth: 2048, notice: .forgotten)
    }

    static let noticeTwice = notice(32, "twice", "the program announces twice that it switches to A") {
        (stage, own, a, b) in
        a.callback("A, with two notices", depth: 2048, notice: .twice)
        stage.callback("own stack again", on: own)
        b.callback("B, with notice", .uses(16 * 1024), depth: 2048)
    }

    static let noticeEarly = notice(
        33, "early", "a callback is made between the notice and the switch"
    ) { (stage, own, a, _) in
        stage.tellSwitching(to: a.stack)
        stage.tellSwitched(to: a.stack)
        stage.callback("own stack, after the notice", on: own)
        a.callback("A", .uses(16 * 1024), depth: 2048, notice: .forgotten)
        stage.tellSwitching(to: nil)
        stage.tellSwitched(to: nil)
    }

    private static func notice(
        _ number: Int, _ variant: String, _ summary: String,
        play: @escaping @Sendable (Stage, ForeignStack, Fiber, Fiber) -> Void
    ) -> Scenario {
        Scenario(
            number, "notice/\(variant)", summary,
            setUp: "a pthread calls back; coroutines A and B (64 KiB each) below its stack",
            truth: "the stack that runs",
            source: "CPython PyUnstable_ThreadState_SetStackProtection, AddressSanitizer",
            looksFor: [.stale, .spuriousAbort]
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            let gap = StackMap.Part.nothing(64 * 1024)
            let map = try stage.map([gap, .stack(64 * 1024), gap, .stack(64 * 1024), gap], .below(own.lo))
            let (a, b) = (try Fiber(stage, on: map.stacks[0]), try Fiber(stage, on: map.stacks[1]))
            stage.callback("own stack", on: own)
            play(stage, own, a, b)
        }
    }
}
