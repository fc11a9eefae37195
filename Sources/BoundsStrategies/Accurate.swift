public import CallbackRuntime

extension BoundsStrategy {
    /// Exact bounds are kept, others are queried again, as in Go 1.23.5 and later, and in all of 1.24
    /// and after.
    ///
    /// Rule: SP in exact bounds: nothing to do. Otherwise the window, not exact; outside signal handlers also
    /// a query, whose answer is exact if it contains SP. Each callback restores the old bounds at its end. No
    /// fatal path. Hazard: cost. The restored bounds are those of needMachine, so a thread that stays on a
    /// coroutine makes a query on every callback; on the main thread that parses /proc/self/maps. The window
    /// reaches past the end of a coroutine smaller than the window.
    public static let accurate = BoundsStrategy(
        name: "accurate",
        rule: "exact bounds that contain SP: keep them; otherwise window, then query; restored at the end",
        source: "Go 1.23.5+, 1.24 and later (CL 635775, golang/go#68285, #68587)",
        restore: .on,
        attach: updateUnlessExact,
        update: updateUnlessExact,
        traits: [.keepsExactBounds, .trustsOwnMachines, .asksForOwnStack])

    private static let updateUnlessExact: Update = { machine, sp in
        if machine.pointee.holdsExactly(sp) { return }
        machine.pointee.recordWindowOrQuery(at: sp)
    }
}
