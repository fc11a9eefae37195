import CLibrary

/// A median with its interval, or with the reason why it has none.
///
/// Every number in it is finite. `lower`, `upper` and `coverage` are all present or all absent; `reason` is
/// present exactly when they are absent.
public struct Estimate: Sendable, Equatable {
    /// The median, in the unit of the values.
    public let median: Double
    /// The lower end of the interval, in the unit of the values; at most `median`.
    public let lower: Double?
    /// The upper end of the interval, in the unit of the values; at least `median`.
    public let upper: Double?
    /// The probability that such an interval contains the true median, above 0 and at most 1.
    public let coverage: Double?
    /// The number of values, at least 1.
    public let count: Int
    /// Why there is no interval, one line for people.
    public let reason: String?

    /// The median of the values and its sign-test interval.
    ///
    /// - Parameters:
    ///   - values: independent values in any order, one per replicate.
    ///   - alpha: the accepted probability of missing the median, above 0 and below 1.
    ///   - replicates: what the reason calls the values.
    /// - Throws: `SampleError.empty`, or `.notFinite` for a value that is NaN or infinite.
    public init(
        of values: [Double], alpha: Double = 0.05, replicates: Replicates = .processes
    ) throws(SampleError) {
        let sorted = try Median.sorted(values)
        self.init(
            median: Median.ofSorted(sorted),
            interval: SignTestInterval(ofSorted: sorted, alpha: alpha, replicates: replicates),
            count: sorted.count)
    }

    init(median: Double, interval: SignTestInterval, count: Int) {
        self.median = median
        self.count = count
        switch interval {
        case .interval(let lower, let upper, let coverage):
            (self.lower, self.upper, self.coverage, self.reason) = (lower, upper, coverage, nil)
        case .unavailable(let reason):
            (self.lower, self.upper, self.coverage, self.reason) = (nil, nil, nil, reason)
        }
    }

    /// A number that has no interval.
    ///
    /// - Parameters:
    ///   - value: the number, finite.
    ///   - count: the number of values behind it, at least 1.
    ///   - reason: why there is no interval, one line for people.
    public init(withoutInterval value: Double, count: Int, reason: String) {
        precondition(value.isFinite && count > 0, "an estimate is a finite number of at least one value")
        self.init(median: value, interval: .unavailable(reason), count: count)
    }

    /// The same interval, or the same reason for none.
    var interval: SignTestInterval {
        guard let lower, let upper, let coverage else { return .unavailable(reason ?? "not known") }
        return .interval(lower: lower, upper: upper, coverage: coverage)
    }

    /// The same in a smaller unit.
    ///
    /// - Parameter factor: units that fit into the old one, above 0.
    /// - Returns: the estimate in the smaller unit.
    package func multiplied(by factor: Double) -> Estimate { mapped { $0 * factor } }

    /// Of what this is the logarithm.
    ///
    /// - Throws: `SampleError.outOfRange` when that is more or less than a `Double` holds: the ratio of two of
    ///   them may be.
    var exponential: Estimate {
        get throws(SampleError) {
            let exponential = mapped(by: exp)
            let ends = [exponential.median, exponential.lower, exponential.upper].compactMap { $0 }
            guard ends.allSatisfy({ $0 > 0 && $0.isFinite }) else { throw .outOfRange(index: 0) }
            return exponential
        }
    }

    /// The estimate of an increasing function of this value. The order statistics, and so the coverage, are
    /// the same on both scales.
    func mapped(by increasing: (Double) -> Double) -> Estimate {
        let median = increasing(median)
        guard case .interval(let lower, let upper, let coverage) = interval else {
            return Estimate(median: median, interval: interval, count: count)
        }
        // `exp` may be off in the last bit, and then the ends would not enclose the median.
        let ends = (lower: min(increasing(lower), median), upper: max(increasing(upper), median))
        return Estimate(
            median: median,
            interval: .interval(lower: ends.lower, upper: ends.upper, coverage: coverage),
            count: count)
    }
}
