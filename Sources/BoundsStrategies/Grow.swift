import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// A fresh stack when the old one is nearly used up, as Rust's stacker does.
    ///
    /// Rule: one query, in `attach`. A callback with at least 100 KiB (rustc's `RED_ZONE`) between SP and the
    /// low end stays where it is; one with less, or below the low end, runs on a fresh stack of 1 MiB with a
    /// guard, whose bounds are exact, and the old ones come back at its end. With 1,024 callbacks in progress
    /// or no memory it stays.
    ///
    /// Hazards: on a stack above the thread's own, SP seems to have plenty of room; what a callback passes to C
    /// by address may be on a different stack from C's.
    public static let grow = BoundsStrategy(
        name: "grow",
        rule: "queried once; less than 100 KiB left: run on a fresh stack of 1 MiB",
        source: "Rust: stacker::maybe_grow, as rustc uses it",
        restore: .on,
        stateSize: MemoryLayout<ThreadStack>.size,
        attach: { machine, sp in
            machine.pointee.state(of: ThreadStack.self).pointee.learn(&machine.pointee)
            machine.pointee.recordThreadStackOrWindow(at: sp)
            // The addresses are reserved here, where there is room, and not on the last bytes of a stack.
            sbs_owned_stack_put(sbs_owned_stack_take().hi)
        },
        update: { _, _ in },
        enter: { machine, sp in
            if let own = machine.pointee.state(of: ThreadStack.self).pointee.bounds, sp >= own.lo + 100 * 1024
            {
                machine.pointee.record(own, .exact)
                return 0
            }
            let stack = sbs_owned_stack_take()
            machine.pointee.recordOwned(stack, at: sp)
            return stack.hi == 0 ? 0 : Machine.runSP(below: stack.hi)
        },
        leave: { _, runSP in sbs_owned_stack_put(runSP) },
        traits: .asksForOwnStack)
}
