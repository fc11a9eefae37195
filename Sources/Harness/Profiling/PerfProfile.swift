import Cells

/// What perf(1) found about one cell.
package struct PerfProfile: Sendable {
    /// A function that samples were taken in.
    package struct HotFunction: Sendable {
        /// Percent of the samples, as perf writes it.
        package let share: String
        /// The name that people read.
        package let name: String
        /// The program or library that contains it.
        package let object: String
    }

    /// A count of `perf stat` over all callbacks.
    package struct Count: Sendable {
        /// The event's name.
        package let event: String
        /// Milliseconds for `task-clock`; nil when this machine cannot count it.
        package let value: Double?
    }

    /// The cell.
    package let cell: CellID
    /// The event that was sampled.
    package let event: String
    /// Callbacks made while samples were taken.
    package let sampledCallbacks: UInt64
    /// Most samples first.
    package let functions: [HotFunction]
    /// Callbacks made while events were counted.
    package let countedCallbacks: UInt64
    /// What was counted meanwhile.
    package let counts: [Count]
}
