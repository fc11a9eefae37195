import CLibrary

/// The Mann-Whitney test of two unpaired samples: whether the values of one tend to be larger.
///
/// Exact up to `exactLimit` values per sample, ties included; beyond that, the normal approximation with
/// corrections for ties and continuity. Source: H. B. Mann and D. R. Whitney, Annals of Mathematical
/// Statistics 18, 1947; ties follow E. L. Lehmann, Nonparametrics, 1975, section 1.4.
public struct MannWhitney: Sendable, Equatable {
    /// The largest sample that is tested exactly.
    public static let exactLimit = 50

    /// Pairs in which the first sample's value is the larger one; equal ones count half.
    public let u: Double
    /// The probability of a `u` at least as large if there is no difference: small when the first sample
    /// is larger. From 0 to 1.
    public let probabilityLarger: Double
    /// The probability of a `u` at most as large: small when the first sample is smaller. From 0 to 1.
    public let probabilitySmaller: Double
    /// Whether the probabilities are exact.
    public let isExact: Bool

    /// The probability of a difference at least as large in either direction, from 0 to 1.
    public var twoSided: Double { min(1, 2 * min(probabilityLarger, probabilitySmaller)) }

    /// Tests two samples.
    ///
    /// - Throws: `SampleError.empty`, or `.notFinite` for a value that is NaN or infinite.
    public init(of first: [Double], against second: [Double]) throws(SampleError) {
        for sample in [first, second] { _ = try Median.sorted(sample) }
        let all = first + second
        let ranks = Self.doubledRanks(of: all)
        let (count, others) = (first.count, second.count)
        let doubledSum = ranks[..<count].reduce(0, +)
        u = Double(doubledSum) / 2 - Double(count * (count + 1)) / 2
        isExact = count <= Self.exactLimit && others <= Self.exactLimit
        if isExact {
            // Without ties the doubled ranks are all even, and half the work is enough.
            let scale = ranks.allSatisfy { $0.isMultiple(of: 2) } ? 2 : 1
            let distribution = RankSumDistribution(ranks: ranks.map { $0 / scale }.sorted(), chosen: count)
            probabilitySmaller = distribution.probability(upTo: doubledSum / scale)
            probabilityLarger = distribution.probability(from: doubledSum / scale)
        } else {
            let spread = Self.standardDeviation(ranks, count, others)
            let distance = u - Double(count * others) / 2
            probabilityLarger = spread == 0 ? 1 : Self.upperTail((distance - 0.5) / spread)
            probabilitySmaller = spread == 0 ? 1 : Self.upperTail((-distance - 0.5) / spread)
        }
    }

    /// The smallest two-sided probability that samples of these sizes can give: a comparison that needs a
    /// smaller one cannot find anything.
    public static func smallestTwoSided(_ first: Int, _ second: Int) -> Double {
        var ways = 1.0
        for index in 0..<min(first, second) {
            ways *= Double(first + second - index) / Double(index + 1)
        }
        return min(1, 2 / ways)
    }

    /// Twice the rank of each value, from 1; equal values have the mean of their ranks.
    private static func doubledRanks(of values: [Double]) -> [Int] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Int](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count && values[order[end + 1]] == values[order[start]] { end += 1 }
            // Ranks start + 1 to end + 1: twice their mean is the sum of the two ends.
            for place in start...end { ranks[order[place]] = start + end + 2 }
            start = end + 1
        }
        return ranks
    }

    private static func standardDeviation(_ doubledRanks: [Int], _ first: Int, _ second: Int) -> Double {
        let total = Double(first + second)
        let tied = Dictionary(grouping: doubledRanks, by: \.self).values.reduce(0.0) { sum, group in
            let size = Double(group.count)
            return sum + size * size * size - size
        }
        return (Double(first) * Double(second) / 12 * (total + 1 - tied / (total * (total - 1)))).squareRoot()
    }

    /// The normal distribution's share above `z`.
    static func upperTail(_ z: Double) -> Double { min(1, erfc(z / 2.0.squareRoot()) / 2) }
}
