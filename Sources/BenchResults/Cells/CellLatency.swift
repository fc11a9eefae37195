import Statistics

/// How the times of a cell's callbacks are distributed, over all processes of the latency pass.
///
/// What is timed is a batch: an unbroken run of `batch` callbacks, with everything that happened in the
/// meantime. The percentiles are those of batches divided by `batch`. A single callback of the slowest batch
/// may thus have taken up to `batch` times `max`. The histogram has the batches as they were recorded,
/// undivided.
public struct CellLatency: Codable, Sendable {
    /// Callbacks in a batch; in controls, what stands for them.
    public let batch: Int
    /// Nanoseconds that a clock reading costs, the lowest over the processes: every batch includes one.
    public let clockCost: Double
    /// Batches that were timed.
    public let count: Int
    /// Processes in which they were timed.
    public let processes: Int
    /// Half of the batches took at most this many nanoseconds per callback. Null, as all that follow, when
    /// so few batches are slower that it would be the maximum under another name.
    @Nullable public var p50: Double?
    /// Nine tenths.
    @Nullable public var p90: Double?
    /// 99 of 100.
    @Nullable public var p99: Double?
    /// 999 of 1000.
    @Nullable public var p999: Double?
    /// The slowest batch, in nanoseconds per callback.
    public let max: Double
    /// Nanoseconds of whole batches in HdrHistogram's log format: version 2, compressed, in base64.
    public let histogram: String

    /// Puts processes together; nil when nothing was recorded. Those whose batch differs from the first
    /// one's are left out: an interrupted run was resumed when a clock reading had a different cost.
    init?(_ processes: [LatencyCounts], callbacksPerIteration: Int) {
        let processes = processes.filter(\.isPossible)
        let alike = processes.filter { $0.batch == processes.first?.batch && !$0.counts.isEmpty }
        guard let first = alike.first, first.batch > 0 else { return nil }
        let (batch, isTooLarge) = Int(clamping: first.batch).multipliedReportingOverflow(
            by: callbacksPerIteration)
        guard !isTooLarge else { return nil }
        let recorded = LatencyHistogram(alike)
        func callback(_ nanoseconds: UInt64?) -> Double? { nanoseconds.map { Double($0) / Double(batch) } }
        self.batch = batch
        clockCost = alike.map(\.clockCost).min() ?? first.clockCost
        count = Int(recorded.count)
        self.processes = alike.count
        max = Double(recorded.max) / Double(batch)
        histogram = recorded.logPayload
        p50 = callback(recorded.percentile(50))
        p90 = callback(recorded.percentile(90))
        p99 = callback(recorded.percentile(99))
        p999 = callback(recorded.percentile(99.9))
    }

    /// The percentiles and the maximum with their names, in growing order.
    public var quantiles: [(name: String, nanoseconds: Double?)] {
        [("p50", p50), ("p90", p90), ("p99", p99), ("p99.9", p999), ("max", max)]
    }
}

extension LatencyCounts {
    /// Whether a process can have recorded it: a journal may have been edited, and sums must not overflow.
    fileprivate var isPossible: Bool {
        let most: UInt64 = 1 << 40
        // The counts of all processes of a cell are added.
        return nanoseconds.allSatisfy { $0 <= most } && counts.allSatisfy { $0 <= 1 << 32 }
            && counts.count <= 1 << 20
    }
}
