public import CallbackRuntime

extension BoundsStrategy {
    /// A guess on every callback: the window of Go up to 1.20, with a machine kept for the thread.
    ///
    /// Rule: the window on every callback, never a query. Hazards: on a stack with less than 32 KiB left an
    /// overflow is not noticed, and on one with more the rest is not used; after a call out that changed the
    /// stack, the outer callback continues with the inner one's window unless bounds are restored.
    public static let estimate = BoundsStrategy(
        name: "estimate",
        rule: "window on every callback, never a query",
        source: "the numbers of Go <= 1.20, kept per thread",
        attach: recordWindow,
        update: recordWindow)

    private static let recordWindow: Update = { machine, sp in
        machine.pointee.record(.window(around: sp), .estimate)
    }
}
