import Cells

/// The settings of `bench explore`.
package struct ExploreSettings: Codable, Sendable, Equatable {
    /// Most steps of sequences of which all are run.
    package static let greatestDepth = 12

    /// The strategies.
    package var strategies: StrategySelection
    /// Where the bodies of callbacks run.
    package var body: CallbackBody
    /// All sequences up to this length are run.
    package var depth: Int
    /// Random longer ones that are run at most; nil for as many as there is time for.
    package var longer: Int?
    /// Seconds that each strategy has.
    package var budget: Double
    /// Seed of the longer ones.
    package var seed: UInt32

    package init(
        strategies: StrategySelection, body: CallbackBody = .cStack, depth: Int, longer: Int? = nil,
        budget: Double, seed: UInt32
    ) {
        (self.strategies, self.body, self.depth, self.longer) = (strategies, body, depth, longer)
        (self.budget, self.seed) = (budget, seed)
    }

    /// - Throws: `UsageError` for what is not possible.
    func check() throws(UsageError) {
        guard 1...Self.greatestDepth ~= depth else {
            throw UsageError("--depth \(depth): write a number of steps from 1 to \(Self.greatestDepth)")
        }
        if let longer, longer < 0 {
            throw UsageError("--longer \(longer): write a number of sequences, 0 or more")
        }
        if strategies.names.isEmpty {
            throw UsageError("name a strategy: bench explore tiered; 'bench list' has them all")
        }
    }
}
