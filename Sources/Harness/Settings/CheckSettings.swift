import Cells
import Scenarios

/// The settings of `bench check`.
package struct CheckSettings: Codable, Sendable, Equatable {
    /// The strategies.
    package var strategies: StrategySelection
    /// Names of scenarios as typed: each may be a comma-separated list. Empty for all.
    package var scenarios: [String]
    /// What errors call the names of scenarios: the option that they were given with.
    package var scenarioOption: String
    /// Where the bodies of callbacks run.
    package var body: CallbackBody
    /// Seed of everything random in the children.
    package var seed: UInt32

    package init(
        strategies: StrategySelection = StrategySelection(), scenarios: [String] = [],
        scenarioOption: String = "--scenario", body: CallbackBody = .cStack, seed: UInt32
    ) {
        self.strategies = strategies
        self.scenarios = scenarios
        self.scenarioOption = scenarioOption
        self.body = body
        self.seed = seed
    }

    /// The scenarios that were named, in the catalogue's order.
    func selectedScenarios() throws(UsageError) -> [Scenario] {
        try NameList(scenarios, option: scenarioOption).select(ScenarioCatalogue.all, named: \.name)
    }
}
