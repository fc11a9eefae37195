import Testing

@testable import Statistics

struct OrderStatisticRankTests {
    /// From scipy: 1 - 2 * binom.cdf(k - 1, n, 0.5), and by hand for n = 6: 1 - 2 / 64.
    @Test(arguments: [
        (6, 0.05, 1, 0.96875),
        (8, 0.05, 1, 0.9921875),
        (9, 0.05, 2, 0.9609375),
        (10, 0.05, 2, 0.978515625),
        (20, 0.05, 6, 0.9586105346679688),
        (21, 0.05, 6, 0.9733963012695312),
        (100, 0.05, 40, 0.9647997997822951),
        (1000, 0.05, 469, 0.9537088026395019),
        (5000, 0.05, 2431, 0.9506841418958285),
        (20, 0.01, 4, 0.9974231719970703),
    ])
    func knownValues(count: Int, alpha: Double, rank: Int, coverage: Double) throws {
        let pair = try #require(OrderStatisticRank(count: count, alpha: alpha))
        #expect(pair.rank == rank)
        #expect(abs(pair.coverage - coverage) < 1e-11)
    }

    /// The coverage of every rank, computed another way: the distribution for n is the mean of that for n - 1
    /// and the same shifted by one.
    @Test func isTheNarrowestPairForEveryCount() {
        var distribution = [1.0]
        for count in 1...600 {
            distribution = zip(distribution + [0], [0] + distribution).map { ($0 + $1) / 2 }
            var coverages = [1.0]
            for rank in 1...(count / 2 + 1) {
                coverages.append(coverages[rank - 1] - 2 * distribution[rank - 1])
            }
            let pair = OrderStatisticRank(count: count, alpha: 0.05)
            let rank = pair?.rank ?? 0
            #expect(coverages[rank + 1] < 0.95 - 1e-12, "n = \(count): a narrower pair would do")
            #expect(rank == 0 || coverages[rank] >= 0.95 - 1e-12, "n = \(count): too narrow")
            #expect(pair.map { abs($0.coverage - coverages[rank]) < 1e-12 } ?? (count < 6))
        }
    }

    /// Up to 50 values every probability is a fraction that a Double holds, so alpha can be exactly what
    /// a rank leaves out. Sums that are rounded may then miss it by a bit.
    @Test func takesACoverageThatIsExactlyEnough() {
        var distribution = [1.0]
        for count in 1...50 {
            distribution = zip(distribution + [0], [0] + distribution).map { ($0 + $1) / 2 }
            for rank in stride(from: 1, through: count / 2, by: 1) {
                let outside = 2 * distribution[..<rank].reduce(0, +)
                #expect(OrderStatisticRank(count: count, alpha: outside)?.rank == rank)
            }
        }
    }

    @Test(arguments: [(0.5, 2), (0.05, 6), (0.01, 8), (0.001, 11), (1 - 0.96875, 6)])
    func fewestValues(alpha: Double, count: Int) {
        #expect(OrderStatisticRank.fewestValues(alpha: alpha) == count)
        #expect(OrderStatisticRank(count: count, alpha: alpha)?.rank == 1)
        #expect(OrderStatisticRank(count: count - 1, alpha: alpha) == nil)
    }
}
