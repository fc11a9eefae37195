import Cells
import ForeignStacks

/// 36. Stacks that are copied, not switched: two coroutines use the same addresses in turn, and the suspended
/// one is kept on the heap (greenlet, early Ruby fibers).
///
/// - Set-up: a pthread that has called back; one 64 KiB stack below its own, whose contents are copied out
///   and in between the resumes.
/// - Truth: the 64 KiB, for both.
/// - Callbacks: first, second, first again, second again, where the last overflows.
/// - Expected: the overflow is caught. The bounds never change, so remembering them is right.
extension Scenario {
    static let copiedStack = Scenario(
        36, "copied-stack", "two coroutines share one 64 KiB stack, whose contents are copied out and in",
        setUp:
            "a pthread calls back; a stack below its own is saved to the heap and restored between resumes",
        truth: "the 64 KiB, for both", source: "greenlet", looksFor: [.spuriousAbort, .lowTooLow]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let map = try stage.map([.nothing(4096), .stack(64 * 1024), .nothing(4096)], .below(own.lo))
        let stack = map.stacks[0]
        stage.callback("own stack", on: own)
        let first = try Fiber(stage, on: stack)
        first.callback("first", depth: 2048)
        let ofFirst = StackCopy(of: stack)
        let second = try Fiber(stage, on: stack)
        second.callback("second", depth: 2048)
        let ofSecond = StackCopy(of: stack)
        ofFirst.restore()
        first.callback("first again", .uses(16 * 1024), depth: 2048)
        ofSecond.restore()
        second.callback("second again, overflow", .overflows, depth: 2048)
    }
}

/// The contents of a stack on which no code is running.
private struct StackCopy {
    private let stack: ForeignStack
    private let bytes: [UInt8]

    init(of stack: ForeignStack) {
        self.stack = stack
        bytes = Array(
            UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: stack.lo), count: stack.size))
    }

    func restore() {
        UnsafeMutableRawBufferPointer(start: UnsafeMutableRawPointer(bitPattern: stack.lo), count: stack.size)
            .copyBytes(from: bytes)
    }
}
