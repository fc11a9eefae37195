public import CallbackRuntime

extension BoundsStrategy {
    /// The program announces each stack switch, as CPython 3.15 and sanitizers require.
    ///
    /// Rule: one query, in `attach`, for the thread's own stack (window where its answer does not contain
    /// SP). `switched` records the given bounds as exact; `(0, 0)` means the thread's own. The update is
    /// empty: no callback looks at SP. Hazards: an unannounced switch leaves the other stack's bounds, as in
    /// `fixed`; a switch announced twice, or before it happens, looks like a correct one; a callback from a
    /// signal stack is checked against the interrupted stack's bounds.
    public static let notify = BoundsStrategy(
        name: "notify",
        rule: "the program says which stack it runs on; no query after the first",
        source: "CPython PyUnstable_ThreadState_SetStackProtection",
        stateSize: MemoryLayout<ThreadStack>.size,
        attach: { machine, sp in
            machine.pointee.state(of: ThreadStack.self).pointee.learn(&machine.pointee)
            machine.pointee.recordThreadStackOrWindow(at: sp)
        },
        update: { _, _ in },
        switched: { machine, lo, hi in machine.pointee.recordNotified(lo, hi) },
        traits: .asksForOwnStack)
}

extension Machine {
    /// Records the stack that the program says it runs on. `(0, 0)` is the thread's own; if that is not
    /// known, there are no bounds to check.
    mutating func recordNotified(_ lo: UInt, _ hi: UInt) {
        if hi != 0 {
            record(StackBounds(lo: lo, hi: hi), .exact)
        } else if let own = state(of: ThreadStack.self).pointee.bounds {
            record(own, .exact)
        } else {
            recordNoBounds()
        }
    }
}
