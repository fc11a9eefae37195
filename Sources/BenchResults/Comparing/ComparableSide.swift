public import Cells

/// One side of a comparison of stored results: what it measured, and under which circumstances.
public struct ComparableSide: Sendable {
    /// A cell as it takes part.
    public struct Cell: Sendable {
        /// Which cell it is.
        public var id: CellID
        /// Version of what the workload measures; nil for benchmarks of other tools.
        public var workloadVersion: Int?
        /// Cost of a callback in nanoseconds, one per process: the lowest sample.
        public var costs: [Double]
        /// The median sample of each process instead, for comparing with other tools, which know no lowest
        /// one; the same as `costs` for what they measured.
        public var medianCosts: [Double]
        /// How the strategy died in it, if it did.
        public var death: String?
        /// Why there is no cost otherwise.
        public var missing: String?
        /// Counts per callback that are the same whenever equal programs run, and where they come from.
        public var counts: [Count]

        /// Describes a cell.
        public init(
            _ id: CellID, workloadVersion: Int? = nil, costs: [Double], medianCosts: [Double]? = nil,
            death: String? = nil, missing: String? = nil,
            counts: [Count] = []
        ) {
            self.id = id
            self.workloadVersion = workloadVersion
            self.costs = costs
            self.medianCosts = medianCosts ?? costs
            self.death = death
            self.missing = missing
            self.counts = counts
        }
    }

    /// A deterministic count.
    public struct Count: Sendable, Equatable {
        /// The counter's name.
        public var name: String
        /// Where it comes from: counts of different sources are not comparable.
        public var source: String
        /// Counts per callback.
        public var perCallback: Double
    }

    /// What errors and tables call it.
    public var label: String
    /// What must be equal for costs to be comparable: name and value, the most important first. Nil where
    /// nothing is known, as for other tools' results.
    public var circumstances: [Circumstance]?
    /// The cells, in the order of the table.
    public var cells: [Cell]
    /// Safety verdicts by scenario and strategy, without those that depend on chance.
    public var verdicts: [String: [String: SafetyVerdict]]
    /// Why the session's differences are not to be trusted, if so.
    public var sickness: String?
    /// The linker's hash of the program, if known.
    public var buildID: String?
    /// What a reader should know of how the side was read, one line each.
    public var remarks: [String] = []
    /// Whether another tool measured it.
    public var isImported = false

    /// Something that must be equal.
    public struct Circumstance: Codable, Sendable, Equatable {
        /// What it is.
        public var name: String
        /// Its value, or the reason why it is not known.
        public var value: String
    }

    /// Describes a side.
    public init(
        label: String, circumstances: [Circumstance]? = nil, cells: [Cell] = [],
        verdicts: [String: [String: SafetyVerdict]] = [:], sickness: String? = nil, buildID: String? = nil
    ) {
        self.label = label
        self.circumstances = circumstances
        self.cells = cells
        self.verdicts = verdicts
        self.sickness = sickness
        self.buildID = buildID
    }
}
