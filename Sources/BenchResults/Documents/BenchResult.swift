public import Cells
import MachineInspection
public import Statistics

/// The result of a run, as stored. `results/schema/result.schema.json` describes the JSON.
public struct BenchResult: StoredDocument {
    /// What the document is.
    public static let schemaName = "stack-bounds-bench/result"
    /// Version of the document's form.
    public static let currentVersion = 2
    /// Version 1 lacks what has been added since, which was not measured then.
    public static let oldestVersion = 1

    /// A strategy that took part.
    public struct Strategy: Codable, Sendable, Equatable {
        /// Name.
        public let name: String
        /// Version of its rule.
        public let version: Int
        /// What it does.
        public let rule: String
        /// Which runtime has it.
        public let source: String

        /// Describes a strategy.
        public init(name: String, version: Int, rule: String, source: String) {
            self.name = name
            self.version = version
            self.rule = rule
            self.source = source
        }
    }

    /// A workload that took part, or that could not.
    public struct Workload: Codable, Sendable, Equatable {
        /// Name.
        public let name: String
        /// Version of what it measures.
        public let version: Int
        /// What it does.
        public let summary: String
        /// Callbacks in one iteration.
        public let callbacksPerIteration: Int
        /// Why it is not possible on this machine; null when it is.
        @Nullable public var unavailable: String?
        /// Why single batches of it cannot be timed; null when they can.
        @Nullable public var latencyUnavailable: String?

        /// Describes a workload.
        public init(
            name: String, version: Int, summary: String, callbacksPerIteration: Int, unavailable: String?,
            latencyUnavailable: String? = nil
        ) {
            self.name = name
            self.version = version
            self.summary = summary
            self.callbacksPerIteration = callbacksPerIteration
            self.unavailable = unavailable
            self.latencyUnavailable = latencyUnavailable
        }
    }

    /// `schemaName`.
    public var schema = BenchResult.schemaName
    /// `currentVersion`.
    public var schemaVersion = BenchResult.currentVersion
    /// Whether everything that was planned was measured.
    public var isComplete: Bool
    /// Why not; null when it is.
    @Nullable public var incompleteReason: String?
    /// Where, when and from what it was made.
    public var provenance: Provenance
    /// What was planned.
    public var plan: RunPlan
    /// Which part of which run this is; nil for a whole run.
    public var shard: ShardOfRun?
    /// The shards that it was put together from, all of one machine; nil when it was measured as it is.
    public var merged: [MergedShard]?
    /// Strategies, in the order of the table.
    public var strategies: [Strategy]
    /// Workloads, in the order of the table.
    public var workloads: [Workload]
    /// The name of the strategy that costs are shown net of.
    public var floor: String
    /// Smallest difference that is ranked: an iteration of the empty loop, in nanoseconds.
    @Nullable public var resolution: Double?
    /// The null pair's verdict; null before two rounds are complete.
    @Nullable public var nullPair: NullPair?
    /// Whether the machine was quiet enough during the session; null in results from before it was recorded.
    @Nullable public var health: SessionHealth?
    /// Where each counter of the plan comes from, or why it is not available.
    public var counters: [CounterProvenance]
    /// How costs grow along the plan's sweep; empty without one.
    public var growth: [Growth]
    /// The cells, by workload and row in the order of the table.
    public var cells: [CellResult]

    /// The cell that gives the resolution, and is part of every run: the loop of the plainest workload.
    public static let resolutionCell = CellID(workload: "thread", subject: .emptyLoop)

    /// Puts a result together.
    public init(
        isComplete: Bool, incompleteReason: String?, provenance: Provenance, plan: RunPlan,
        shard: ShardOfRun? = nil, strategies: [Strategy], workloads: [Workload], floor: String,
        assembler: CellAssembler
    ) {
        self.isComplete = isComplete
        self.provenance = provenance
        self.plan = plan
        self.shard = shard
        self.strategies = strategies
        self.workloads = workloads
        self.floor = floor
        let nullPair = assembler.nullPair()
        let health = SessionHealth(
            nullPair: nullPair, before: provenance.loadBefore, after: provenance.loadAfter,
            processors: provenance.environment.processor.online)
        cells = assembler.cells(isSick: health.isSick)
        counters = assembler.counters()
        growth = assembler.growth()
        resolution = assembler.resolution
        self.nullPair = nullPair
        self.health = health
        self.incompleteReason = incompleteReason
    }
}
