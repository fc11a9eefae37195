public import CallbackRuntime

extension BoundsStrategy {
    /// Bounds are renewed when SP has left them, as in Go 1.21.1 (or 1.21.2) to 1.21.11 and
    /// 1.22.0 to 1.22.4.
    ///
    /// Rule, in order: SP in bounds: nothing to do. Calls out in progress: fatal, exit status 2. Otherwise
    /// the window, replaced outside signal handlers by the answer of a query if that contains SP. Nothing is
    /// restored at exit. Hazards: a coroutine smaller than the 32 KiB window, stacks closer together than
    /// that, and unnoticed corruption of SP in a program that never switches (Go's commit message says so).
    public static let spWindow = BoundsStrategy(
        name: "sp-window",
        rule: "SP in the old bounds: keep them; otherwise window, then query",
        source: "Go 1.21.1 or .2 to 1.21.11, 1.22.0-1.22.4 (CL 527715, golang/go#62440)",
        attach: updateToWindow,
        update: updateToWindow,
        traits: [.refusesOnOwnMachines, .asksForOwnStack])

    private static let updateToWindow: Update = { machine, sp in
        if machine.pointee.bounds.contains(sp) { return }
        machine.pointee.refuseStackChange(at: sp)
        machine.pointee.recordWindowOrQuery(at: sp)
    }
}
