public import CallbackRuntime

/// Every built-in strategy. A new one is a file beside this one and a line here.
public enum StrategyCatalogue {
    /// In the order of tables: the floor, then by age of the design.
    public static let all: [BoundsStrategy] = [
        .none,
        .uncached,
        .fixed,
        .spWindow,
        .requery,
    ]

    /// The floor that costs are shown net of.
    public static var floor: BoundsStrategy { .none }
}
