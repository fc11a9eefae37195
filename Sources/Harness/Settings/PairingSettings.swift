import BenchResults

/// The settings of `bench commits`, except the two sides.
package struct PairingSettings: Codable, Sendable, Equatable {
    /// The cells.
    package var selection: CellSelection
    /// What a verdict needs. With `isForced`, identical programs are measured too.
    package var rules: ComparisonRules
    /// Seconds that measuring may take.
    package var budget: Double
    /// The CPU and the random seed.
    package var conditions: RunConditions
    /// The file that the comparison is written to whenever something was added.
    package var output: String

    package init(
        selection: CellSelection, rules: ComparisonRules, budget: Double, conditions: RunConditions,
        output: String
    ) {
        self.selection = selection
        self.rules = rules
        self.budget = budget
        self.conditions = conditions
        self.output = output
    }
}
