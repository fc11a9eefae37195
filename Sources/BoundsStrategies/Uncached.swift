public import CallbackRuntime

extension BoundsStrategy {
    /// A machine for the length of each callback, as in Go up to 1.20.
    ///
    /// Rule: needMachine sets the window around SP and asks nobody; dropMachine when the outermost
    /// callback returns. Never stale, never exact, and nine system calls a callback (golang/go#51676,
    /// whose answer, to keep the M with the thread, began the story). A callback nested in another
    /// finds the machine there and sets nothing, as in Go.
    public static let uncached = BoundsStrategy(
        name: "uncached",
        rule: "needMachine and dropMachine on every callback, window only",
        source: "Go <= 1.20",
        lifetime: .callback,
        attach: { machine, sp in machine.pointee.record(.window(around: sp), .estimate) },
        update: { _, _ in })
}
