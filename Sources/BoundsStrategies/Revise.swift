import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// A guess of the high end, raised when SP is found above it, as in PyPy.
    ///
    /// Rule: the first SP of the thread is the high end E, and 768 KiB (`MAX_STACK_SIZE`) below it is the low
    /// one. SP within: nothing to do. SP above E by at most that length: E was wrong and becomes SP. Anything
    /// else is an overflow. No query. Confidence: estimate.
    ///
    /// Hazards: stacks smaller than 768 KiB overflow unnoticed; a coroutine more than 768 KiB from the first
    /// stack, on either side, is an overflow; a nearer one above moves E, and then the first stack is checked
    /// against the coroutine's guess.
    public static let revise = BoundsStrategy(
        name: "revise",
        rule: "768 KiB below the first SP; SP a little above: start again from there; otherwise overflow",
        source: "PyPy, translator/c/src/stack.c",
        attach: { machine, sp in machine.pointee.recordBelow(sp, bytes: revisedBytes) },
        update: { machine, sp in
            let hi = machine.pointee.hi
            if sp <= hi { return }
            if sp - hi > revisedBytes { machine.pointee.fatalOverflow(at: sp) }
            machine.pointee.recordBelow(sp, bytes: revisedBytes)
        })
}

private var revisedBytes: UInt { 768 * 1024 }
