import Cells
import ForeignStacks

/// 12. A coroutine whose stack is an array in a frame of the thread's own stack.
///
/// - Set-up: a pthread that has called back once; 16 KiB of a frame are a coroutine's stack, the rest of
///   the frame below it is foreign to the coroutine.
/// - Truth: those 16 KiB.
/// - Callbacks: one on the coroutine, which recurses without end.
/// - Expected: caught before the end of the 16 KiB.
/// - SP is inside the thread's exact bounds, so every strategy that trusts pthread records the whole thread's
///   stack. No query can tell; only a strategy that was told about the stack can.
extension Scenario {
    static let innerStack = Scenario(
        12, "inner-stack", "a 16 KiB coroutine carved out of the thread's own frame overflows",
        setUp: "a pthread calls back; 16 KiB of one of its frames become a coroutine's stack",
        truth: "the 16 KiB of the coroutine", source: "greenlets and state machines that allocate in a frame",
        looksFor: [.lowTooLow, .highWrong]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        stage.callback("own stack", on: own)
        try FrameBlock.with(64 * 1024) { (block) throws(StagingError) in
            // The lower half is foreign to the coroutine, and filled so that an overflow leaves a trace.
            let foreign = block.prefix(32 * 1024)
            for index in foreign.indices { block[index] = 0xa5 }
            let lo = UInt(bitPattern: block.baseAddress!) + 32 * 1024
            let stack = ForeignStack(lo: lo, hi: lo + 16 * 1024)
            try StagingError.check(own.contains(lo), "the array is not in the thread's own frame")
            let fiber = try Fiber(stage, on: stack)
            let overflow = stage.probe("overflow on the coroutine", on: stack, .overflows, depth: 2048)
            fiber.make(overflow)
            let changed = foreign.count { $0 != 0xa5 }
            stage.report { $0.trace = EvidenceLine.Trace(step: overflow.step, bytes: changed) }
        }
    }
}
