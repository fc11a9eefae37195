import Histogram

/// The times of batches, in an HdrHistogram: nanoseconds, to three significant digits.
public struct LatencyHistogram: Sendable {
    /// Values are distinguished to three significant digits, as most tools expect.
    static let significantDigits = SignificantDigits.three

    let histogram: Histogram<UInt64>

    /// The counts of several processes together.
    public init(_ processes: [LatencyCounts]) {
        var histogram = Histogram<UInt64>(numberOfSignificantValueDigits: Self.significantDigits)
        for process in processes {
            for (value, count) in zip(process.nanoseconds, process.counts) {
                histogram.record(value, count: count)
            }
        }
        self.histogram = histogram
    }

    /// How many values were recorded.
    public var count: UInt64 { histogram.totalCount }

    /// The largest value, in nanoseconds; 0 when there is none.
    public var max: UInt64 { histogram.maxRecorded }

    /// The value that a share of the values does not exceed, to three digits.
    ///
    /// - Parameter percent: from 0 to below 100.
    /// - Returns: nanoseconds, or nil when fewer than one value would be above it, so that it would just be
    ///   the maximum.
    public func percentile(_ percent: Double) -> UInt64? {
        // Slightly less than 100, because 100 - 99.9 comes out slightly less than 0.1.
        guard Double(count) * (100 - percent) >= 99.999 else { return nil }
        return histogram.valueAtPercentile(percent)
    }
}
