public import CallbackRuntime

extension BoundsStrategy {
    /// Exact bounds are kept, others are asked for again, as in Go since 1.23.5.
    ///
    /// Rule: SP in bounds that are exact, nothing to do. Otherwise the window, not exact; outside of signal
    /// handlers a query, whose answer is exact if it contains SP. At the end of each callback the old
    /// bounds come back. No fatal path. Hazard: cost. What comes back is what needMachine saw, so a
    /// thread that lives on a coroutine asks on every callback, on the main thread by parsing
    /// /proc/self/maps. The window reaches past the end of a coroutine smaller than it.
    public static let accurate = BoundsStrategy(
        name: "accurate",
        rule: "exact bounds that contain SP: keep them; otherwise window, then query; restored at the end",
        source: "Go >= 1.23.5 (CL 635775, golang/go#68285, #68587)",
        restore: .on,
        attach: updateUnlessExact,
        update: updateUnlessExact)

    private static let updateUnlessExact: Update = { machine, sp in
        if machine.pointee.holdsExactly(sp) { return }
        machine.pointee.recordWindowOrQuery(at: sp)
    }
}
