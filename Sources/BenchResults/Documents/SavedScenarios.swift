/// Scenarios that `bench explore --save` keeps, for `bench check --scenario-file`.
/// `results/schema/scenarios.schema.json` describes the JSON.
public struct SavedScenarios: StoredDocument, Equatable {
    /// What the document is.
    public static let schemaName = "stack-bounds-bench/scenarios"
    /// Version of the document's form.
    public static let currentVersion = 1

    /// A scenario.
    public struct Scenario: Codable, Sendable, Equatable {
        /// What it is called.
        public let name: String
        /// What it showed when it was found, for people.
        public let found: String
        /// Its steps, a line each.
        public let program: [String]

        /// Describes a scenario.
        public init(name: String, found: String, program: [String]) {
            (self.name, self.found, self.program) = (name, found, program)
        }
    }

    /// `schemaName`.
    public var schema = SavedScenarios.schemaName
    /// `currentVersion`.
    public var schemaVersion = SavedScenarios.currentVersion
    /// The scenarios.
    public var scenarios: [Scenario]

    /// Puts scenarios together.
    public init(scenarios: [Scenario]) { self.scenarios = scenarios }
}

extension SavedScenarios {
    /// The shortest sequence of each cause that explorations found. Knobs are part of the names, with + for each
    /// colon: `bench check --scenario` takes names apart at commas, and names of scenarios have no colon.
    public init(_ result: ExploreResult) {
        self.init(
            scenarios: result.explorations.flatMap { exploration in
                let strategy = String(
                    exploration.strategy.name.map { $0 == ":" || $0 == "," ? "+" : $0 })
                return exploration.causes.enumerated().map { index, cause in
                    Scenario(
                        name: "found/\(strategy)/\(index + 1)",
                        found: "\(cause.fault) of \(exploration.strategy.name): \(cause.reason)",
                        program: cause.program)
                }
            })
    }
}
