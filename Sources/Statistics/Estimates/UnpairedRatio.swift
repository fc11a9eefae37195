import CLibrary

/// The ratio of two cells that were measured in different sessions, so that nothing pairs their values.
///
/// The estimate is that of Hodges and Lehmann: the median of ln(a / b) over all pairs of values; its interval
/// inverts the Mann-Whitney test. Source: J. L. Hodges and E. L. Lehmann, Annals of Mathematical Statistics
/// 34, 1963. It includes whatever differed between the two sessions: it describes these two samples, not the
/// code.
public struct UnpairedRatio: Sendable, Equatable {
    /// The estimate of a / b; no unit, 1 means equal. Its count is that of the smaller sample.
    public let ratio: Estimate

    /// The ratio of `numerators` to `denominators`.
    ///
    /// - Parameters:
    ///   - numerators: a, positive values of one session.
    ///   - denominators: b, positive values of another one, in the same unit.
    ///   - alpha: the accepted probability of missing the true ratio, above 0 and below 1.
    /// - Throws: `SampleError` for values that are absent, not finite or not positive.
    public init(of numerators: [Double], to denominators: [Double], alpha: Double = 0.05) throws(SampleError)
    {
        let (first, second) = (try Self.logarithms(numerators), try Self.logarithms(denominators))
        let differences = PairwiseDifferences(of: first, minus: second)
        let median = differences.median
        let count = min(first.count, second.count)
        guard let (rank, coverage) = Self.rank(first.count, second.count, alpha: alpha) else {
            let reason =
                "\(first.count) and \(second.count) values cannot give an interval of \((1 - alpha) * 100) %"
            ratio = try Estimate(median: median, interval: .unavailable(reason), count: count).exponential
            return
        }
        let interval = SignTestInterval.interval(
            lower: differences.value(atRank: rank),
            upper: differences.value(atRank: differences.count - rank + 1), coverage: coverage)
        ratio = try Estimate(median: median, interval: interval, count: count).exponential
    }

    /// Which of the sorted differences, from 1, is the lower end, and the coverage of the interval.
    private static func rank(_ first: Int, _ second: Int, alpha: Double) -> (Int, Double)? {
        if first > MannWhitney.exactLimit || second > MannWhitney.exactLimit {
            let (m, n) = (Double(first), Double(second))
            let spread = (m * n * (m + n + 1) / 12).squareRoot()
            // The rank where the normal tail is alpha / 2, by bisection, since there is no inverse function
            // here.
            var (low, high) = (0.0, m * n / 2)
            for _ in 0..<60 {
                let middle = (low + high) / 2
                let tail = MannWhitney.upperTail((m * n / 2 - middle) / spread)
                if tail > alpha / 2 { high = middle } else { low = middle }
            }
            let rank = Int(low)
            return rank > 0 ? (rank, 1 - alpha) : nil
        }
        let distribution = RankSumDistribution(ranks: Array(1...(first + second)), chosen: first)
        let smallestSum = first * (first + 1) / 2
        var rank = 0
        var outside = 0.0
        // The interval from difference `rank` leaves out P(U <= rank - 1) on each side.
        while rank < first * second / 2 {
            let next = 2 * distribution.probability(upTo: smallestSum + rank)
            if next > alpha { break }
            outside = next
            rank += 1
        }
        return rank > 0 ? (rank, 1 - outside) : nil
    }

    private static func logarithms(_ values: [Double]) throws(SampleError) -> [Double] {
        guard !values.isEmpty else { throw .empty }
        var logarithms: [Double] = []
        for (index, value) in values.enumerated() {
            guard value.isFinite else { throw .notFinite(index: index) }
            guard value > 0 else { throw .notPositive(index: index, value: value) }
            logarithms.append(log(value))
        }
        return logarithms
    }
}
