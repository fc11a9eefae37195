import BenchResults

/// What `bench commits` was asked for, but for the two sides.
package struct PairingSettings: Codable, Sendable, Equatable {
    /// The cells.
    package var selection: CellSelection
    /// What a verdict needs. With `isForced`, identical programs are measured too.
    package var rules: ComparisonRules
    /// Seconds that the measuring may take.
    package var budget: Double
    /// Where and with which random numbers.
    package var conditions: RunConditions
    /// File that the comparison is written to, whenever something has been added.
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
