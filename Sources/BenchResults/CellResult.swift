public import ChildProtocol
public import Statistics

/// One cell of the table: a row of a workload.
public struct CellResult: Codable, Sendable {
    /// What became of a cell.
    public enum Status: String, Codable, Sendable {
        /// Every process that was reached answered; `reason` says if that was not all.
        case measured
        /// At least one process was ended by the strategy; there is no cost then.
        case died
        /// At least one process did not end by itself.
        case hung
        /// The workload or the harness failed: not a result.
        case failed
        /// Not reached before the run ended.
        case pending
    }

    /// What can be said of a row against the cheapest strategy of its workload.
    public enum Standing: String, Codable, Sendable {
        /// It is the cheapest.
        case best
        /// It costs more: the ratio's interval excludes 1 and the difference exceeds the resolution.
        case slower
        /// The difference is within the interval or below the resolution.
        case indistinct
        /// There is no interval, or no resolution.
        case unknown
        /// The session is sick (`SessionHealth`): what it says of differences is not to be believed.
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
    }

    /// Name of the workload.
    public let workload: String
    /// Name of the row.
    public let subject: String
    /// Kind of the row.
    public let kind: Subject.Kind
    /// What became of the cell.
    public var status: Status
    /// Why it was not measured, or not as often as planned; null otherwise.
    @Nullable public var reason: String?
    /// Iterations a sample, the same in every process.
    @Nullable public var iterations: UInt64?
    /// The processes that were timed.
    public var replicates: [Replicate] = []
    /// Cost of a callback in nanoseconds, over processes.
    @Nullable public var nanosecondsPerCallback: Estimate?
    /// The same less the floor's of the same round.
    @Nullable public var netOfFloor: Estimate?
    /// Cost over that of the cheapest strategy in the workload, the floor not counted.
    @Nullable public var ratioToBest: Estimate?
    /// What the ratio is worth; null for rows without one.
    @Nullable public var standing: Standing?
    /// Queries a callback once the strategy had settled, by count.
    @Nullable public var queriesPerCallback: Double?
    /// How the strategy died, the first time.
    @Nullable public var death: Death?
    /// Processes that it died in.
    public var deaths: Int = 0
    /// Counters a callback, in the order asked for.
    public var counters: [CellCounter] = []
    /// How the times of its callbacks are distributed; null without that pass, and where single batches
    /// cannot be timed.
    @Nullable public var latency: CellLatency?
    /// Where the instructions of exact mode go, most first; null without exact mode.
    @Nullable public var functions: [FunctionCost]?

    init(workload: String, subject: Subject, status: Status, reason: String? = nil) {
        self.workload = workload
        self.subject = subject.label
        self.kind = subject.kind
        self.status = status
        self.reason = reason
    }

    /// Whether the strategy did not survive the workload.
    package var isDead: Bool { status == .died || status == .hung }

    /// `workload:row`, how a cell is named in filters.
    public var name: String { "\(workload):\(subject)" }
}
