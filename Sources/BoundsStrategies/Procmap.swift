import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// The mapping that holds SP, queried on every callback.
    ///
    /// Rule: `PROCMAP_QUERY` on a kept descriptor of the process's maps, in signal handlers too. A mapping is
    /// not a stack, but a stack is inside one, so it is an upper bound. For the main thread's stack the
    /// kernel shows only what has grown so far; its low bound is the end of the rlimit, or of the mapping
    /// below plus the kernel's gap. If the kernel does not answer (older than 6.11, no /proc): window, then
    /// query.
    ///
    /// Hazards: neighbours with the same protection are one mapping, so an overflow is not noticed on a stack
    /// without a guard, with a guard made by `MADV_GUARD_INSTALL`, or from malloc.
    public static let procmap = BoundsStrategy(
        name: "procmap",
        rule: "the mapping that holds SP, by PROCMAP_QUERY on every callback",
        source: "new; Linux >= 6.11",
        restore: .nested,
        attach: recordMapping,
        update: recordMapping,
        traits: .asksForOwnStack)

    private static let recordMapping: Update = { machine, sp in
        // On a stack that nothing was pushed to, SP is one past the end, so look up the byte below it.
        guard let mapping = machine.pointee.queryMapping(holding: sp &- 1) else {
            machine.pointee.recordWindowOrQuery(at: sp)
            return
        }
        let bounds =
            mapping.is_main_stack
            ? machine.pointee.queryMainStack(mapping)
            : StackBounds(lo: mapping.start, hi: mapping.end)
        machine.pointee.record(bounds, .upperBound)
    }
}
