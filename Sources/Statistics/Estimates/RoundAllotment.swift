/// How many rounds each of several cells gets when there is not time for all that they want.
public enum RoundAllotment {
    /// What a cell wants.
    public struct Wish: Sendable {
        /// Rounds that it would use.
        public let rounds: Int
        /// Seconds that one takes.
        public let seconds: Double

        /// Creates a wish.
        public init(rounds: Int, seconds: Double) {
            self.rounds = rounds
            self.seconds = seconds
        }
    }

    /// Divides a time fairly: nobody gets more than an equal share while another lacks something, and what the
    /// modest leave goes to the others.
    ///
    /// - Parameters:
    ///   - wishes: the most important first.
    ///   - seconds: the time there is.
    ///   - fewest: rounds below which a cell had better have none; from the end of the list, those that would
    ///     get fewer have none, until the others have enough.
    /// - Returns: rounds of each wish, in their order: even numbers (A B as often as B A), 0 or at least
    ///   `fewest`, and at most what was wished for.
    public static func rounds(for wishes: [Wish], in seconds: Double, fewest: Int) -> [Int] {
        var kept = Array(wishes.indices)
        while true {
            let given = divided(kept.map { wishes[$0] }, seconds)
            guard let poor = given.lastIndex(where: { $0 < fewest }) else {
                var rounds = wishes.map { _ in 0 }
                for (index, count) in zip(kept, given) { rounds[index] = count }
                return rounds
            }
            kept.remove(at: poor)
        }
    }

    private static func divided(_ wishes: [Wish], _ seconds: Double) -> [Int] {
        func demand(_ index: Int) -> Double { Double(wishes[index].rounds) * wishes[index].seconds }
        var rounds = wishes.map { _ in 0 }
        var left = max(0, seconds)
        let modestFirst = wishes.indices.sorted { demand($0) < demand($1) }
        for (place, index) in modestFirst.enumerated() {
            let share = min(demand(index), left / Double(wishes.count - place))
            left -= share
            // A round that takes no time is not to be divided by.
            let affordable = share / max(wishes[index].seconds, 1e-9) * (1 + 1e-9)
            rounds[index] = min(wishes[index].rounds, Int(min(affordable, 1e9))) / 2 * 2
        }
        return rounds
    }
}
