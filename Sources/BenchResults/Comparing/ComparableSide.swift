/// One side of a comparison of stored results: what it measured, and under which circumstances.
public struct ComparableSide: Sendable {
    /// A cell as it takes part.
    public struct Cell: Sendable {
        /// Name of the workload.
        public var workload: String
        /// Name of the row; empty for benchmarks of other tools.
        public var subject: String
        /// Version of what the workload measures; nil for benchmarks of other tools.
        public var workloadVersion: Int?
        /// Cost of a callback in nanoseconds, one a process: the lowest sample.
        public var costs: [Double]
        /// How the strategy died in it, if it did.
        public var death: String?
        /// Why there is no cost otherwise.
        public var missing: String?
        /// Counts a callback that are the same whenever equal programs run, and where they come from.
        public var counts: [Count]

        /// Describes a cell.
        public init(
            workload: String, subject: String, workloadVersion: Int? = nil, costs: [Double],
            death: String? = nil, missing: String? = nil, counts: [Count] = []
        ) {
            self.workload = workload
            self.subject = subject
            self.workloadVersion = workloadVersion
            self.costs = costs
            self.death = death
            self.missing = missing
            self.counts = counts
        }

        var name: String { "\(workload):\(subject)" }
    }

    /// A deterministic count.
    public struct Count: Sendable, Equatable {
        /// The counter's name.
        public var name: String
        /// Where it comes from: counts of different sources are not comparable.
        public var source: String
        /// Counts a callback.
        public var perCallback: Double
    }

    /// How errors and tables call it.
    public var label: String
    /// What must be equal for costs to be comparable: name and value, in the order of importance. Nil where
    /// nothing is known, as of other tools' results.
    public var circumstances: [Circumstance]?
    /// The cells, in the order of the table.
    public var cells: [Cell]
    /// Safety verdicts by scenario and strategy; those of chance are left out.
    public var verdicts: [String: [String: String]]
    /// Why the session's differences are not to be believed, if so.
    public var sickness: String?
    /// The linker's hash of the program, if known.
    public var buildID: String?

    /// Something that must be equal.
    public struct Circumstance: Sendable, Equatable {
        /// What it is.
        public var name: String
        /// Its value, or the reason why it is not known.
        public var value: String
    }

    /// Describes a side.
    public init(
        label: String, circumstances: [Circumstance]? = nil, cells: [Cell] = [],
        verdicts: [String: [String: String]] = [:], sickness: String? = nil, buildID: String? = nil
    ) {
        self.label = label
        self.circumstances = circumstances
        self.cells = cells
        self.verdicts = verdicts
        self.sickness = sickness
        self.buildID = buildID
    }
}
