/// How different the two parts of a series are, for every place where it can be split.
///
/// The energy statistic of D. S. Matteson and N. A. James, "A nonparametric approach for multiple change point analysis
/// of multivariate data", JASA 109 (2014), with distances as they are (their α is 1): for parts X and Y with m and n
/// values
///
///     Q = mn/(m+n) · (2·mean|x − y| − mean|x − x'| − mean|y − y'|)
///
/// where the means are over pairs. Sums of distances of a growing part come from counts and sums of the values below and
/// above the next one, kept in a Fenwick tree by rank, so that all splits of n values take O(n log n).
struct SplitStatistic {
    /// The smallest part: what two values say of a level is an accident.
    static let smallestPart = 3

    /// The rank of each value of the series, from 1; equal ones have different ranks, in their order.
    let ranks: [Int]
    private let sorted: [Double]
    /// Of the values that were added, by rank: how many, and their sum. Both are Fenwick trees, from 1.
    private var counts: [Int]
    private var sums: [Double]
    private var left: [Double]
    private var right: [Double]

    /// - Parameter values: a series, all finite.
    init(of values: [Double]) {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        // Distances are the same wherever 0 is; of values that are all the same they are 0 then, whatever is rounded.
        sorted = order.map { values[$0] - (values.first ?? 0) }
        var ranks = Array(repeating: 0, count: values.count)
        for (rank, index) in order.enumerated() { ranks[index] = rank + 1 }
        self.ranks = ranks
        counts = Array(repeating: 0, count: values.count + 1)
        sums = Array(repeating: 0, count: values.count + 1)
        (left, right) = (sums, sums)
    }

    /// The split at which the parts of an interval differ most.
    ///
    /// - Parameters:
    ///   - order: the ranks, in the order of the series or in another one.
    ///   - interval: at least `2 * smallestPart` of them.
    /// - Returns: how many of the interval are before it, and Q there.
    mutating func best(_ order: [Int], in interval: Range<Int>) -> (before: Int, q: Double) {
        let count = interval.count
        for index in 0..<count { left[index + 1] = left[index] + add(order[interval.lowerBound + index]) }
        removeAll(order[interval])
        for index in 0..<count {
            right[index + 1] = right[index] + add(order[interval.upperBound - 1 - index])
        }
        removeAll(order[interval])
        let total = left[count]
        var best = (before: Self.smallestPart, q: -Double.infinity)
        for before in Self.smallestPart...count - Self.smallestPart {
            let (m, n) = (Double(before), Double(count - before))
            let (inLeft, inRight) = (left[before], right[count - before])
            let between = total - inLeft - inRight
            let energy = 2 * between / (m * n) - 2 * inLeft / (m * (m - 1)) - 2 * inRight / (n * (n - 1))
            let q = m * n / (m + n) * energy
            if q > best.q { best = (before, q) }
        }
        return best
    }

    private var added = 0
    private var sum = 0.0

    /// Adds the value of a rank.
    ///
    /// - Returns: the sum of its distances to those that were there.
    private mutating func add(_ rank: Int) -> Double {
        let value = sorted[rank - 1]
        var (below, sumBelow) = (0, 0.0)
        var node = rank - 1
        while node > 0 {
            below += counts[node]
            sumBelow += sums[node]
            node &= node - 1
        }
        let distances = value * Double(2 * below - added) + sum - 2 * sumBelow
        added += 1
        sum += value
        node = rank
        while node < counts.count {
            counts[node] += 1
            sums[node] += value
            node += node & -node
        }
        return distances
    }

    /// Empties all nodes that values of these ranks are part of: behind an empty one there is none that is not.
    private mutating func removeAll(_ ranks: ArraySlice<Int>) {
        for rank in ranks {
            var node = rank
            while node < counts.count, counts[node] != 0 {
                (counts[node], sums[node]) = (0, 0)
                node += node & -node
            }
        }
        (added, sum) = (0, 0)
    }
}
