/// The exact distribution of a rank sum when both samples come from one distribution: every choice of
/// `chosen` of the ranks is equally likely. Tied values get the mean of their ranks, and the distribution is
/// that of the ranks including ties.
///
/// Counted by adding one rank at a time. All terms are positive, so nothing cancels, and both tails are
/// summed from their ends to keep the digits of small probabilities.
struct RankSumDistribution {
    private let smallestSum: Int
    /// By sum, from the smallest: the choices with that sum, as a share of all choices.
    private let shares: [Double]

    /// - Parameters:
    ///   - ranks: the rank of every value of both samples, or a multiple of it, in ascending order.
    ///   - chosen: the size of one sample, from 1.
    init(ranks: [Int], chosen: Int) {
        smallestSum = ranks.prefix(chosen).reduce(0, +)
        let width = ranks.suffix(chosen).reduce(0, +) + 1
        // ways[k * width + s]: choices of k ranks with the sum s.
        var ways = [Double](repeating: 0, count: (chosen + 1) * width)
        ways[0] = 1
        for (index, rank) in ranks.enumerated() {
            for size in stride(from: min(chosen, index + 1), to: 0, by: -1) {
                let (from, to) = ((size - 1) * width, size * width)
                for sum in stride(from: rank, to: width, by: 1) { ways[to + sum] += ways[from + sum - rank] }
            }
        }
        let counts = ways[(chosen * width + smallestSum)...]
        let all = counts.reduce(0, +)
        shares = counts.map { $0 / all }
    }

    /// P(X <= sum), from 0 to 1.
    func probability(upTo sum: Int) -> Double {
        min(1, shares.prefix(max(0, sum - smallestSum + 1)).reduce(0, +))
    }

    /// P(X >= sum), from 0 to 1.
    func probability(from sum: Int) -> Double {
        min(1, shares.dropFirst(max(0, sum - smallestSum)).reversed().reduce(0, +))
    }
}
