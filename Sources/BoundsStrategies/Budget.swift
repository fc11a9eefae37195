public import CallbackRuntime

extension BoundsStrategy {
    /// A fixed number of bytes below the point of entry, as in JavaScript engines.
    ///
    /// Rule: the outermost callback (no calls out) takes its SP as `hi`, and as `lo` the address 984 KiB
    /// (V8's default `--stack-size`) below, or the low bound of the thread's own stack when SP is on that
    /// stack and the bound is higher. Callbacks under a call out keep these bounds. One query, in `attach`.
    /// Confidence: estimate. Hazards: on a coroutine smaller than the budget an overflow is not noticed; a
    /// callback under a call out that changed the stack is checked against the other stack's budget; a
    /// callback from a signal handler sets a new budget, which then also applies to the interrupted callback.
    public static let budget = BoundsStrategy(
        name: "budget",
        rule: "984 KiB below SP of the outermost entry, and not below the thread's stack",
        source: "V8 (--stack-size), QuickJS (JS_SetMaxStackSize)",
        stateSize: MemoryLayout<ThreadStack>.size,
        attach: { machine, sp in
            machine.pointee.state(of: ThreadStack.self).pointee.learn(&machine.pointee)
            machine.pointee.recordBudget(at: sp)
        },
        update: { machine, sp in
            if !machine.pointee.isCallingOut { machine.pointee.recordBudget(at: sp) }
        },
        traits: .asksForOwnStack)
}

extension Machine {
    fileprivate static var budgetBytes: UInt { 984 * 1024 }

    fileprivate mutating func recordBudget(at sp: UInt) {
        var lo = sp > Machine.budgetBytes ? sp - Machine.budgetBytes : 0
        let own = state(of: ThreadStack.self).pointee
        if own.contains(sp), let bounds = own.bounds { lo = max(lo, bounds.lo) }
        record(StackBounds(lo: lo, hi: sp), .estimate)
    }
}
