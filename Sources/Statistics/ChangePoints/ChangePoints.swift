/// Where the level of a series changes, found by bisection: E-divisive means.
///
/// A series is searched as a whole and in overlapping intervals of a half, a quarter and so on of its length, so that a
/// level that is left again is found too (seeded binary segmentation: S. Kovács and others, Biometrika 110, 2023). The
/// split at which two parts of an interval differ most is a change if in none of 999 random orders of the series two
/// parts differ as much (p 0.001); then the series before and behind it are searched. That there is no trend between
/// changes, and that values do not depend on each other, is assumed; of how they are distributed nothing is. Used for
/// histories of benchmarks by D. Daly and others, "The Use of Change Point Detection to Identify Software Performance
/// Regressions in a Continuous Integration System", ICPE 2020.
public struct ChangePoints: Sendable, Equatable {
    /// Random orders that a split is compared with.
    public static let permutations = 999
    /// Chance that a series without a change has one: 1 in `permutations` + 1.
    public static let significance = 1 / Double(permutations + 1)
    /// The shortest series in which a change can be found at all.
    public static let shortestSeries = 2 * SplitStatistic.smallestPart

    /// Indices of the first values of new levels, ascending.
    public let indices: [Int]

    /// Searches a series.
    ///
    /// - Parameters:
    ///   - values: all finite, in order; of costs, their logarithms.
    ///   - seed: where the random orders come from.
    public init(of values: [Double], seed: UInt64) {
        var random = SeededGenerator(seed: seed, stream: "change points")
        var found: [Int] = []
        var parts = [values.indices]
        while let part = parts.popLast() {
            guard let change = Self.change(in: Array(values[part]), &random) else { continue }
            let middle = part.lowerBound + change
            found.append(middle)
            parts += [part.lowerBound..<middle, middle..<part.upperBound]
        }
        indices = found.sorted()
    }

    private static func change(in values: [Double], _ random: inout SeededGenerator) -> Int? {
        guard values.count >= shortestSeries else { return nil }
        let intervals = Self.intervals(of: values.count)
        var statistic = SplitStatistic(of: values)
        var order = statistic.ranks
        var change = (index: 0, q: 0.0)
        for interval in intervals {
            let best = statistic.best(order, in: interval)
            if best.q > change.q { change = (interval.lowerBound + best.before, best.q) }
        }
        guard change.q > 0 else { return nil }
        // The first order that does as well decides: a series without a change takes two of them on average.
        // Sums in another order are rounded in another way.
        let asMuch = change.q * (1 - 1e-9)
        for _ in 0..<permutations {
            order.shuffle(using: &random)
            for interval in intervals where statistic.best(order, in: interval).q >= asMuch { return nil }
        }
        return change.index
    }

    /// The whole, and intervals of each half of a length that overlap by half.
    static func intervals(of count: Int) -> [Range<Int>] {
        var intervals: [Range<Int>] = []
        var length = count
        while length >= shortestSeries {
            let parts = 2 * ((count + length - 1) / length) - 1
            for part in 0..<parts {
                let start = parts == 1 ? 0 : (count - length) * part / (parts - 1)
                intervals.append(start..<start + length)
            }
            length /= 2
        }
        return intervals
    }
}
