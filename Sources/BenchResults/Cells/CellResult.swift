public import Cells
public import ChildProtocol
public import Statistics

/// One cell of the table: a row of a workload.
public struct CellResult: Codable, Sendable {
    /// What became of a cell.
    public enum Status: String, Codable, Sendable, CaseIterable {
        /// It has a cost. `reason` says whether processes were not reached, or killed from outside.
        case measured
        /// The strategy ended at least one process, so there is no cost.
        case died
        /// At least one process did not end by itself.
        case hung
        /// The workload or the harness failed: not a result.
        case failed
        /// Not reached before the run ended.
        case pending

        /// Whether the strategy did not survive the workload.
        public var isDeath: Bool { self == .died || self == .hung }
    }

    /// How a row compares with the cheapest strategy of its workload.
    public enum Standing: String, Codable, Sendable {
        /// It is the cheapest.
        case best
        /// It costs more: the ratio's interval excludes 1 and the difference exceeds the resolution.
        case slower
        /// The difference is within the interval or below the resolution.
        case indistinct
        /// There is no interval, or no resolution.
        case unknown
        /// The session is sick (`SessionHealth`), so what it says about differences is not to be trusted.
        case withheld
    }

    /// One process.
    public struct Replicate: Codable, Sendable {
        /// Round in which it ran, from 0.
        public let round: Int
        /// Nanoseconds of each sample, in the order taken.
        public let nanoseconds: [UInt64]
        /// Mappings of the process just before measuring; null when `/proc` could not be read.
        @Nullable public var mappings: Int?

        /// Iterations per sample, where the process is of a shard that calibrated another number than the cell's.
        public var iterations: UInt64?

        init(round: Int, nanoseconds: [UInt64], mappings: Int?) {
            (self.round, self.nanoseconds) = (round, nanoseconds)
            self.mappings = mappings
        }

        /// Reads what was stored. Number by number, since an array's own way of reading took twice as long.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            round = try container.decode(Int.self, forKey: .round)
            mappings = try container.decodeIfPresent(Int.self, forKey: .mappings)
            iterations = try container.decodeIfPresent(UInt64.self, forKey: .iterations)
            var samples = try container.nestedUnkeyedContainer(forKey: .nanoseconds)
            var nanoseconds: [UInt64] = []
            nanoseconds.reserveCapacity(samples.count ?? 0)
            while !samples.isAtEnd { nanoseconds.append(try samples.decode(UInt64.self)) }
            self.nanoseconds = nanoseconds
        }
    }

    /// Name of the workload.
    public let workload: String
    /// Label of the row.
    public let subject: String
    /// Kind of the row.
    public let kind: Subject.Kind
    /// What became of the cell.
    public var status: Status
    /// Which shards of the run measured it, by index; nil in a result that is not merged.
    public var shards: [Int]?
    /// Why it was not measured, or not as often as planned; null otherwise.
    @Nullable public var reason: String?
    /// Iterations per sample, the same in every process that has none of its own.
    @Nullable public var iterations: UInt64?
    /// The processes that were timed.
    public var replicates: [Replicate] = []
    /// Cost of a callback in nanoseconds, over processes.
    @Nullable public var nanosecondsPerCallback: Estimate?
    /// The same minus the floor's of the same round.
    @Nullable public var netOfFloor: Estimate?
    /// Cost over that of the cheapest strategy in the workload, the floor not counted.
    @Nullable public var ratioToBest: Estimate?
    /// What follows from the ratio; null for rows without one.
    @Nullable public var standing: Standing?
    /// Queries per callback, counted once the strategy had settled.
    @Nullable public var queriesPerCallback: Double?
    /// How the strategy died, the first time.
    @Nullable public var death: Death?
    /// Processes that it died in.
    public var deaths: Int = 0
    /// Counters per callback, in the order asked for.
    public var counters: [CellCounter] = []
    /// What is derived of them; null in results from before there was any.
    @Nullable public var derived: [DerivedCounter]?
    /// How the times of its callbacks are distributed; null without that pass, and where single batches
    /// cannot be timed.
    @Nullable public var latency: CellLatency?
    /// Where the instructions of exact mode go, the most first; null without exact mode.
    @Nullable public var functions: [FunctionCost]?

    init(_ id: CellID, status: Status) {
        workload = id.workload
        subject = id.subject.label
        kind = id.subject.kind
        self.status = status
    }

    /// Which cell it is.
    public var id: CellID { CellID(workload: workload, label: subject) }

    /// `workload:row`, as filters name a cell.
    public var name: String { id.description }
}
