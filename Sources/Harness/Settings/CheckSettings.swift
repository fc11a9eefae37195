import Cells
import Scenarios

/// The settings of `bench check`.
package struct CheckSettings: Codable, Sendable, Equatable {
    /// The strategies.
    package var strategies: StrategySelection
    /// The real runtimes. If there are any, only strategies that are named are checked besides.
    package var runtimes: RuntimeSelection
    /// Names of scenarios as typed: each may be a comma-separated list. Empty for all.
    package var scenarios: [String]
    /// Files with scenarios that `bench explore` found, and folders of such files. They are played besides the
    /// scenarios that are named; alone, if none is.
    package var scenarioFiles: [String]
    /// Files of traces, played like them.
    package var traces: [String]
    /// What errors call the names of scenarios: the option that they were given with.
    package var scenarioOption: String
    /// Where the bodies of callbacks run.
    package var body: CallbackBody
    /// Seed of everything random in the children.
    package var seed: UInt32

    package init(
        strategies: StrategySelection = StrategySelection(),
        runtimes: RuntimeSelection = RuntimeSelection(), scenarios: [String] = [],
        scenarioFiles: [String] = [], traces: [String] = [],
        scenarioOption: String = "--scenario", body: CallbackBody = .cStack, seed: UInt32
    ) {
        self.strategies = strategies
        self.runtimes = runtimes
        self.scenarios = scenarios
        self.scenarioFiles = scenarioFiles
        self.traces = traces
        self.scenarioOption = scenarioOption
        self.body = body
        self.seed = seed
    }

    /// Whether strategies are checked.
    var hasStrategies: Bool { runtimes.isDefault || !strategies.isDefault }

    /// The scenarios that were named, in the catalogues' order; those of strategies and those of runtimes as far as
    /// either are checked; behind them those of files.
    ///
    /// - Throws: `UsageError` for a name that is in neither catalogue, or only in the one that is not asked for.
    func selectedScenarios() throws -> (strategies: [Scenario], runtimes: [RuntimeScenario]) {
        let found = try ScenarioFile.scenarios(of: scenarioFiles) + ScenarioFile.scenarios(ofTraces: traces)
        if !found.isEmpty, !hasStrategies {
            let option = scenarioFiles.isEmpty ? "--trace" : "--scenario-file"
            throw UsageError("\(option): such scenarios are for strategies, which --strategy names")
        }
        if !found.isEmpty, scenarios.isEmpty { return (found, []) }
        let named = try namedScenarios()
        return (named.strategies + found, named.runtimes)
    }

    private func namedScenarios() throws(UsageError) -> (strategies: [Scenario], runtimes: [RuntimeScenario])
    {
        let all: [AnyScenario] =
            ScenarioCatalogue.all.map { .ofStrategies($0) }
            + RuntimeScenarioCatalogue.all.map { .ofRuntimes($0) }
        let (hasStrategies, hasRuntimes) = (hasStrategies, !runtimes.isDefault)
        let selected = try NameList(scenarios, option: scenarioOption).select(all, named: \.name) {
            scenario in
            switch scenario {
            case .ofStrategies: hasStrategies ? nil : "it is for strategies, which --strategy names"
            case .ofRuntimes: hasRuntimes ? nil : "it is for real runtimes, which --runtime names"
            }
        }
        return (
            selected.compactMap { if hasStrategies, case .ofStrategies(let one) = $0 { one } else { nil } },
            selected.compactMap { if hasRuntimes, case .ofRuntimes(let one) = $0 { one } else { nil } }
        )
    }
}

/// A scenario of either catalogue.
private enum AnyScenario {
    case ofStrategies(Scenario)
    case ofRuntimes(RuntimeScenario)

    var name: String {
        switch self {
        case .ofStrategies(let scenario): scenario.name
        case .ofRuntimes(let scenario): scenario.name
        }
    }
}
