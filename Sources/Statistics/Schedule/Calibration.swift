/// Finds how many iterations make a sample long enough for the clock.
///
/// A cell is calibrated once; the count is stored and used for every replicate of it, and for both sides
/// of a comparison, so that a difference in the count cannot look like a difference in cost.
public struct Calibration: Sendable {
    /// Shortest acceptable sample, in nanoseconds.
    public let target: UInt64
    /// The count is a multiple of this, so that each stack of a workload is used equally often.
    public let granularity: UInt64
    /// Largest count that is tried; a loop that is still too short then cannot be measured.
    public static let limit: UInt64 = 1 << 40

    /// Creates a calibration for samples of at least `target` nanoseconds.
    public init(target: UInt64, granularity: Int) {
        self.target = target
        self.granularity = UInt64(granularity)
    }

    /// The smallest count of a growing series whose reading crosses the target *twice in a row*: one
    /// reading may cross it because the process was interrupted.
    ///
    /// - Parameter reading: nanoseconds that a number of iterations took.
    /// - Returns: the count, or nil when `limit` was reached.
    public func iterations(reading: (UInt64) -> UInt64) -> UInt64? {
        var count = granularity
        while count <= Self.limit {
            let first = reading(count)
            if first >= target && reading(count) >= target { return count }
            count = next(after: count, reading: first)
        }
        return nil
    }

    // Aims a fifth above the target, and trusts a short reading no further than a factor of ten.
    private func next(after count: UInt64, reading: UInt64) -> UInt64 {
        let wanted = Double(count) * 1.2 * Double(target) / Double(max(reading, 1))
        let bounded = min(max(wanted, Double(count) * 1.1), Double(count) * 10)
        let steps = (bounded / Double(granularity)).rounded(.up)
        return max(UInt64(steps) * granularity, count + granularity)
    }
}
