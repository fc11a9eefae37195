/// How many rounds each of several cells gets when there is not enough time for all of them.
public enum RoundAllotment {
    /// What a cell wants.
    public struct Wish: Sendable {
        /// The rounds that it would use.
        public let rounds: Int
        /// The seconds that one round takes.
        public let seconds: Double

        /// Creates a wish.
        public init(rounds: Int, seconds: Double) {
            self.rounds = rounds
            self.seconds = seconds
        }
    }

    /// Divides the time fairly: no cell gets more than an equal share while another needs more, and time that
    /// one cell does not need goes to the others.
    ///
    /// - Parameters:
    ///   - wishes: the most important first.
    ///   - seconds: the time there is.
    ///   - fewest: the fewest rounds that are of use to a cell. Cells that would get fewer get none, from the
    ///     end of the list, until the others have enough.
    /// - Returns: rounds for each wish, in their order: even numbers (A B as often as B A), 0 or at least
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
            // Avoids dividing by zero for a round that takes no time.
            let affordable = share / max(wishes[index].seconds, 1e-9) * (1 + 1e-9)
            rounds[index] = min(wishes[index].rounds, Int(min(affordable, 1e9))) / 2 * 2
        }
        return rounds
    }
}
