public import CallbackRuntime

extension BoundsStrategy {
    /// The thread's own stack is queried once and kept in addition to the current bounds.
    ///
    /// Rule: one query, in `attach`, and never again: the bounds of a thread's own stack cannot change, and
    /// with SP outside them the answer would be the same and rejected. SP in exact bounds: nothing to do. SP
    /// on the thread's own stack: its bounds, exact. Otherwise the window, an estimate, renewed on every
    /// callback. No fatal path. Bounds are restored when the runtime is further up.
    ///
    /// Hazards: those of the estimate on every stack but the thread's own; a coroutine carved out of the
    /// thread's own stack is taken for it; on the main thread the answer depends on the rlimit and on what is
    /// mapped below, both of which may change later.
    public static let threadSlot = BoundsStrategy(
        name: "thread-slot",
        rule: "query once; SP on the thread's stack: its bounds; otherwise window",
        source: "new",
        restore: .nested,
        stateSize: MemoryLayout<ThreadStack>.size,
        attach: { machine, sp in
            machine.pointee.state(of: ThreadStack.self).pointee.learn(&machine.pointee)
            machine.pointee.recordThreadStackOrWindow(at: sp)
        },
        update: { machine, sp in
            if machine.pointee.holdsExactly(sp) { return }
            machine.pointee.recordThreadStackOrWindow(at: sp)
        },
        traits: .asksForOwnStack)
}
