public import CallbackRuntime

extension BoundsStrategy {
    /// A query on every callback, as in the last releases of Go 1.21 (from 1.21.12) and 1.22 (from
    /// 1.22.5), and in 1.23.0 to 1.23.4.
    ///
    /// Rule: calls out in progress and SP outside the old bounds is fatal, exit status 2. Otherwise the
    /// window and a query, on every callback; an accepted answer wins. Hazard: cost. On the main thread
    /// glibc answers by parsing /proc/self/maps (golang/go#68587; apache/arrow-adbc#2021: a client went
    /// from 2 s to over 5.5 s).
    public static let requery = BoundsStrategy(
        name: "requery",
        rule: "window and query on every callback",
        source: "Go 1.21.12+, 1.22.5+, 1.23.0-1.23.4 (commit 3560cf0afb)",
        attach: updateByQuery,
        update: updateByQuery,
        traits: [.refusesOnOwnMachines, .asksForOwnStack])

    private static let updateByQuery: Update = { machine, sp in
        if !machine.pointee.bounds.contains(sp) { machine.pointee.refuseStackChange(at: sp) }
        machine.pointee.recordWindowOrQuery(at: sp)
    }
}
