public import CallbackRuntime

extension BoundsStrategy {
    /// Whoever switches stacks says so, as CPython 3.15 and sanitizers want it.
    ///
    /// Rule: one query, in `attach`, for the thread's own stack (window where its answer does not contain
    /// SP). `switched` records the bounds it is given, exact; `(0, 0)` the thread's own. The update is
    /// empty: no callback looks at SP. Hazards: a switch that is not announced leaves the other stack's
    /// bounds, as `fixed` has it; a switch announced twice, or before it happens, cannot be told from a
    /// right one; a callback from a signal stack is judged by the interrupted stack's bounds.
    public static let notify = BoundsStrategy(
        name: "notify",
        rule: "the program says which stack it runs on; no question after the first",
        source: "CPython PyUnstable_ThreadState_SetStackProtection",
        stateSize: MemoryLayout<ThreadStack>.size,
        attach: { machine, sp in
            machine.pointee.state(of: ThreadStack.self).pointee.learn(&machine.pointee)
            machine.pointee.recordThreadStackOrWindow(at: sp)
        },
        update: { _, _ in },
        switched: { machine, lo, hi in machine.pointee.recordNotified(lo, hi) })
}

extension Machine {
    /// The stack that the program says it runs on; `(0, 0)` is the thread's own, and where that is not
    /// known, there are no bounds to check.
    mutating func recordNotified(_ lo: UInt, _ hi: UInt) {
        if hi != 0 {
            record(StackBounds(lo: lo, hi: hi), .exact)
        } else if let own = state(of: ThreadStack.self).pointee.bounds {
            record(own, .exact)
        } else {
            record(StackBounds(lo: 0, hi: .max), .none)
        }
    }
}
