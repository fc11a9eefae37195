public import CallbackRuntime

extension BoundsStrategy {
    /// A new machine for each callback, as in Go up to 1.20.
    ///
    /// Rule: needMachine sets the window around SP and makes no query; dropMachine runs when the outermost
    /// callback returns. Never stale, never exact, and nine system calls per callback (golang/go#51676; its
    /// fix, keeping the M with the thread, started all this). A nested callback finds the machine in place
    /// and sets nothing, as in Go.
    public static let uncached = BoundsStrategy(
        name: "uncached",
        rule: "needMachine and dropMachine on every callback, window only",
        source: "Go <= 1.20",
        lifetime: .callback,
        attach: { machine, sp in machine.pointee.record(.window(around: sp), .estimate) },
        update: { _, _ in },
        traits: .trustsOwnMachines)
}
