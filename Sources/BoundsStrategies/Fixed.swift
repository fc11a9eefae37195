public import CallbackRuntime

extension BoundsStrategy {
    /// Bounds set once for the life of the thread, as in Go 1.21.0.
    ///
    /// Rule: needMachine sets the window and replaces it by the answer of a query if that contains SP;
    /// callbacks never update it. Hazard: a thread that moves to a stack below its first one trips the guard
    /// and is aborted (golang/go#62440: Fluent Bit; golang/go#62130: PHP fibers); on a stack above it runs
    /// with foreign bounds.
    ///
    /// Go 1.21.0 itself probably took only the low end of the answer, and did not ask whether the answer
    /// contains SP: the knob `query=unchecked`. A thread whose first callback comes from a coroutine below its
    /// stack is then aborted in that callback.
    public static let fixed = BoundsStrategy(
        name: "fixed",
        rule: "bounds set once in needMachine (window, then query), never again",
        source: "Go 1.21.0 (CL 495855)",
        attach: { machine, sp in machine.pointee.recordWindowOrQuery(at: sp) },
        update: { _, _ in },
        attachUnchecked: { machine, sp in machine.pointee.recordWindowAboveQueriedLowEnd(at: sp) },
        traits: [.trustsOwnMachines, .asksForOwnStack])
}
