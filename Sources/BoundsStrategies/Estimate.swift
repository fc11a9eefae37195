public import CallbackRuntime

extension BoundsStrategy {
    /// A guess on every callback: the numbers of Go up to 1.20 with a machine kept for the thread.
    ///
    /// Rule: the window on every callback, never a query. Hazards: a stack with less than 32 KiB left is
    /// overrun unnoticed, one with more is not used; under a call out that changed the stack, the outer
    /// callback runs on with the inner one's window unless bounds are restored.
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
