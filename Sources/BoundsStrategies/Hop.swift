import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// Callbacks run on a stack that the runtime made.
    ///
    /// Rule: never a query. Each machine has its own stack, taken in `attach`, and an outermost callback is
    /// moved to it: the bounds are exact, whatever C does with its stacks. A callback that enters while that
    /// stack is in use (under a call out, on a coroutine, from a signal handler) takes another one from a
    /// pool for as long as it is in progress or suspended, and gives the bounds back that it found: nobody knows
    /// that a callback of C's signal handler is nested. Calls out run on C's stack. When 1,024 callbacks are in
    /// progress or there is no memory, it stays on C's stack, with the window as an estimate.
    ///
    /// Hazards: the entry needs a few hundred bytes below C's SP, which nobody checks (V8 demands a few KiB);
    /// a stray SP is accepted as long as it points to memory; what a callback passes to C by address is on a
    /// different stack from C's; each suspended callback keeps a stack of 1 MiB of address space, and one that C leaves
    /// for good (longjmp, an exception, the end of its thread) keeps it for ever.
    public static let hop = BoundsStrategy(
        name: "hop",
        rule: "run on a stack that the runtime owns, whatever stack C called on",
        source: "V8 (central stack)",
        restore: .nested,
        stateSize: MemoryLayout<OwnedStack>.size,
        attach: { machine, sp in
            let stack = sbs_owned_stack_take()
            machine.pointee.state(of: OwnedStack.self).pointee.hi = stack.hi
            machine.pointee.recordOwned(stack, at: sp)
        },
        update: { _, _ in },
        detach: { machine in
            // If a suspended callback still uses it, that callback gives it back when it ends.
            let owned = machine.pointee.state(of: OwnedStack.self)
            if !owned.pointee.isInUse { sbs_owned_stack_put(owned.pointee.hi) }
        },
        enter: { machine, sp in
            let owned = machine.pointee.state(of: OwnedStack.self)
            let hi = owned.pointee.hi
            if hi != 0 && !owned.pointee.isInUse {
                owned.pointee.isInUse = true
                machine.pointee.record(
                    StackBounds(lo: hi &- Machine.ownedStackBytes, hi: hi), .exact)
                return Machine.runSP(below: hi)
            }
            let stack = sbs_owned_stack_take()
            let found = machine.pointee.bounds
            machine.pointee.recordOwned(stack, at: sp)
            return stack.hi == 0 ? 0 : FoundBounds.keep(found, above: Machine.runSP(below: stack.hi))
        },
        leave: { machine, runSP in
            let owned = machine.pointee.state(of: OwnedStack.self)
            if runSP == Machine.runSP(below: owned.pointee.hi) {
                owned.pointee.isInUse = false
                return
            }
            // Whose they are, if anybody's, runs next: nothing else of this thread is in between.
            if owned.pointee.isInUse { machine.pointee.record(FoundBounds.kept(above: runSP), .exact) }
            sbs_owned_stack_put(runSP)
        })
}

/// The bounds that a callback found, in the uppermost bytes of the stack that it was given.
private enum FoundBounds {
    /// A multiple of the alignment of SP.
    private static let size: UInt = 16

    /// - Returns: where the callback begins, below them.
    static func keep(_ bounds: StackBounds, above sp: UInt) -> UInt {
        let place = UnsafeMutablePointer<UInt>(bitPattern: sp - size)
        place?[0] = bounds.lo
        place?[1] = bounds.hi
        return sp - size
    }

    static func kept(above sp: UInt) -> StackBounds {
        let place = UnsafePointer<UInt>(bitPattern: sp)
        return StackBounds(lo: place?[0] ?? 0, hi: place?[1] ?? 0)
    }
}

/// The state: the machine's own stack.
private struct OwnedStack: BitwiseCopyable {
    /// Its high end; 0 if there was no memory for one.
    var hi: UInt = 0
    /// Whether a callback runs on it or is suspended on it.
    var isInUse = false
}

extension Machine {
    fileprivate static var ownedStackBytes: UInt { 1 << 20 }

    /// Where callbacks begin on an owned stack. The distance from a page varies: otherwise more than eight
    /// suspended callbacks would compete for one L1 set.
    static func runSP(below hi: UInt) -> UInt { hi &- ((hi >> 16) & 15) &* 256 }

    mutating func recordOwned(_ stack: sbs_bounds, at sp: UInt) {
        if stack.hi != 0 {
            record(StackBounds(lo: stack.lo, hi: stack.hi), .exact)
        } else {
            record(.window(around: sp), .estimate)
        }
    }
}
