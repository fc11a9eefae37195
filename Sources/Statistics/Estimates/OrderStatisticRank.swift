/// Which pair of order statistics encloses the median, and with what probability.
///
/// With n independent values of one continuous distribution, the number of values below its median is
/// binomial(n, 1/2), whatever the distribution. So the pair x_(k), x_(n+1-k), counted from 1, contains
/// the median with probability 1 - 2 P(X <= k - 1): the interval that inverts the sign test.
/// Source: H. A. David and H. N. Nagaraja, Order Statistics, 3rd ed., 2003.
struct OrderStatisticRank: Equatable {
    /// k, from 1 to n / 2.
    let rank: Int
    /// The probability that the pair contains the median, from 0 to 1.
    let coverage: Double

    /// The largest rank, which is the narrowest pair, whose coverage is at least `1 - alpha`; nil when
    /// even the smallest and the largest value cover less.
    init?(count: Int, alpha: Double) {
        let weights = Self.lowerHalf(ofBinomial: count)
        let half = weights.reduce(0, +)
        // The middle weight of an even count is its own mirror image.
        let total = count.isMultiple(of: 2) ? 2 * half - 1 : 2 * half
        var rank = 0
        var outside = 0.0
        for weight in weights {
            let next = outside + 2 * weight / total
            guard next <= alpha * Self.rounding else { break }
            outside = next
            rank += 1
        }
        guard rank > 0 else { return nil }
        self.rank = rank
        self.coverage = 1 - outside
    }

    /// The fewest values that have such a pair: the least n with `2 * (1/2)^n <= alpha`.
    static func fewestValues(alpha: Double) -> Int {
        var count = 1
        var outside = 1.0
        while outside > alpha * rounding {
            count += 1
            outside /= 2
        }
        return count
    }

    /// Keeps a coverage that equals `1 - alpha` exactly from failing by the last bits of a sum.
    private static let rounding = 1 + 1e-12

    /// The binomial coefficients C(n, 0) ... C(n, n / 2), as fractions of the last of them.
    ///
    /// From the middle outwards, so nothing overflows: C(n, i - 1) = C(n, i) * i / (n - i + 1). Far out,
    /// below 1e-308 of the middle one, they become 0.
    private static func lowerHalf(ofBinomial count: Int) -> [Double] {
        let middle = count / 2
        var weights = [Double](repeating: 1, count: middle + 1)
        for index in stride(from: middle, to: 0, by: -1) {
            weights[index - 1] = weights[index] * Double(index) / Double(count - index + 1)
        }
        return weights
    }
}
