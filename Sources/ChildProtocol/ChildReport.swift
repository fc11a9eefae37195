public import PerfCounters
public import Statistics

/// What a child process answers: one line of JSON on its standard output.
public struct ChildReport: Codable, Sendable {
    /// The protocol that the child speaks.
    public var version = ChildRequest.currentVersion
    /// Mappings of the process just before measuring, or nil when `/proc` could not be read.
    public var mappings: Int?
    /// Iterations found by a calibration.
    public var iterations: UInt64?
    /// Nanoseconds of each sample, in the order taken.
    public var samples: [UInt64]?
    /// Queries that the strategy made per callback, counted once it had settled; nil for controls.
    public var queriesPerCallback: Double?
    /// Counters over the requested iterations, in the requested order.
    public var counters: [CounterReading]?
    /// The times of the requested batches.
    public var latency: LatencyCounts?
    /// What exact mode adds to the counters. The harness fills it in, from several children.
    public var exact: ExactReport?
    /// Why the child could not do its task, such as a workload's claim that does not hold or a bad request.
    public var failure: String?

    /// Creates an empty report.
    public init() {}
}
