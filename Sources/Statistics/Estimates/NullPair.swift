import CLibrary

/// Whether a session can be believed: the comparison of one strategy with itself under a second name.
///
/// The two names run the same code, so their true ratio is 1. When the interval of the ratio does not contain
/// 1, the session has a bias that it would also show between different strategies. The probability of calling
/// a sound session biased is at most `alpha`. The verdict pools the workloads by the median, so that one
/// disturbed workload does not decide it; biases that cancel between workloads show in `workloads`.
public struct NullPair: Codable, Sendable, Equatable {
    /// What the null pair says about its session.
    public enum Verdict: String, Codable, Sendable {
        /// The interval contains 1: no bias was found that is larger than the interval.
        case healthy
        /// The interval does not contain 1: the session's comparisons are to be withheld.
        case biased
        /// There is no interval; the reason is in `ratio.reason`.
        case unknown
    }

    /// What the verdict is.
    public let verdict: Verdict
    /// The first name over the second, pooled over the workloads round by round; no unit, 1 means equal.
    public let ratio: Estimate
    /// The same for each workload alone, in the order given.
    public let workloads: [WorkloadRatio]

    /// Judges a session.
    ///
    /// - Parameters:
    ///   - measurements: the null pair's values, for each workload; all with the same rounds.
    ///   - alpha: the accepted probability of calling a sound session biased, above 0 and below 1.
    /// - Throws: `SampleError` for values that are absent, unequal in number, not finite or not positive.
    public init(_ measurements: [Measurements], alpha: Double = 0.05) throws(SampleError) {
        guard let rounds = measurements.first?.first.count else { throw .empty }
        var pairs: [PairedRatio] = []
        for measurement in measurements {
            guard measurement.first.count == rounds else {
                throw .unequalCounts(first: rounds, second: measurement.first.count)
            }
            pairs.append(try PairedRatio(of: measurement.first, to: measurement.second, alpha: alpha))
        }
        var pooled: [Double] = []
        for round in 0..<rounds { pooled.append(try Median.of(pairs.map { $0.logRatios[round] })) }

        let logRatio = try Estimate(of: pooled, alpha: alpha, replicates: .rounds)
        verdict =
            switch logRatio.interval {
            case .interval(let lower, let upper, _): lower <= 0 && 0 <= upper ? .healthy : .biased
            case .unavailable: .unknown
            }
        ratio = try logRatio.exponential
        workloads = zip(measurements, pairs).map { WorkloadRatio(workload: $0.workload, ratio: $1.ratio) }
    }
}
