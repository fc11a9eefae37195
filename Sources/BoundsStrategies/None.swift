public import CallbackRuntime

extension BoundsStrategy {
    /// The floor: what a callback costs when the runtime does not care about bounds.
    ///
    /// Rule: the bounds are all of memory from the first callback on, and the update is empty. The guard
    /// cannot be reached.
    public static let none = BoundsStrategy(
        name: "none",
        rule: "no bounds, empty update: the floor that the others are measured against",
        source: "control",
        attach: { machine, _ in machine.pointee.recordNoBounds() },
        update: { _, _ in })
}
