public import Cells

/// The safety matrix, as stored. `results/schema/check.schema.json` describes the JSON.
public struct CheckResult: StoredDocument {
    /// What the document is.
    public static let schemaName = "stack-bounds-bench/check"
    /// Version of the document's form.
    public static let currentVersion = 1

    /// A scenario that took part.
    public struct Scenario: Codable, Sendable, Equatable {
        /// Number in the list of scenarios; variants share it.
        public let number: Int
        /// Name.
        public let name: String
        /// What happens, in one line.
        public let summary: String
        /// How it is set up.
        public let setUp: String
        /// What the true bounds are and how they are known.
        public let truth: String
        /// Where it was seen.
        public let source: String
        /// Letters of the faults that it can show.
        public let looksFor: [String]
        /// `mainThread` or `pthread`.
        public let place: String
        /// Whether only the class of the outcome is the same from run to run.
        public let isRandom: Bool

        /// Describes a scenario.
        public init(
            number: Int, name: String, summary: String, setUp: String, truth: String, source: String,
            looksFor: [String], place: String, isRandom: Bool
        ) {
            self.number = number
            self.name = name
            self.summary = summary
            self.setUp = setUp
            self.truth = truth
            self.source = source
            self.looksFor = looksFor
            self.place = place
            self.isRandom = isRandom
        }
    }

    /// `schemaName`.
    public var schema = CheckResult.schemaName
    /// `currentVersion`.
    public var schemaVersion = CheckResult.currentVersion
    /// Where, when and from what it was made.
    public var provenance: Provenance
    /// Seed of everything random in the children.
    public var seed: UInt64
    /// Where the bodies of callbacks ran; null in matrices of before, where they ran on C's stack.
    @Nullable public var body: CallbackBody?
    /// Strategies, in the order of the matrix.
    public var strategies: [BenchResult.Strategy]
    /// Scenarios, in the order of the matrix.
    public var scenarios: [Scenario]
    /// The cells, by scenario and strategy.
    public var cells: [CheckCell]
    /// What real runtimes do; left out when none was asked for.
    public var runtimes: RuntimeChecks?

    /// Puts a result together.
    public init(
        provenance: Provenance, seed: UInt64, body: CallbackBody? = nil, strategies: [BenchResult.Strategy],
        scenarios: [Scenario],
        cells: [CheckCell]
    ) {
        self.provenance = provenance
        self.seed = seed
        self.body = body
        self.strategies = strategies
        self.scenarios = scenarios
        self.cells = cells
    }

    /// Whether it says something about strategies; a matrix of real runtimes alone does not.
    public var hasStrategies: Bool { runtimes == nil || !cells.isEmpty }
}
