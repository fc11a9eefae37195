import Statistics
import Testing

@Suite("Rounds for suspects")
struct RoundAllotmentTests {
    private func rounds(_ wishes: [(rounds: Int, seconds: Double)], in seconds: Double) -> [Int] {
        RoundAllotment.rounds(
            for: wishes.map { RoundAllotment.Wish(rounds: $0.rounds, seconds: $0.seconds) }, in: seconds,
            fewest: 14)
    }

    @Test("With enough time every cell gets all its rounds, in even numbers")
    func plenty() {
        #expect(rounds([(20, 0.03), (301, 0.03)], in: 30) == [20, 300])
    }

    @Test("Time that one cell does not need goes to the others")
    func fairness() {
        // 10 s: an equal share is 5 s, of which the first needs 1; 9 s are 90 rounds.
        #expect(rounds([(10_000, 0.1), (20, 0.05)], in: 10) == [90, 20])
    }

    @Test("An expensive cell does not take the time of a cheap one")
    func expensive() {
        #expect(rounds([(300, 0.4), (100, 0.03)], in: 12) == [22, 100])
    }

    @Test("The least suspicious go first when there is not enough for all")
    func scarcity() {
        #expect(rounds([(14, 0.1), (14, 0.1), (14, 0.1)], in: 3) == [14, 14, 0])
        // An expensive cell is left out, however suspicious.
        #expect(rounds([(14, 1), (14, 0.1)], in: 3) == [0, 14])
    }

    @Test("No time, or no cells", arguments: [0.0, -5, 0.001])
    func nothing(_ seconds: Double) {
        #expect(rounds([(300, 0.03), (14, 0.03)], in: seconds) == [0, 0])
        #expect(rounds([], in: seconds) == [])
    }

    @Test("The time given is not exceeded")
    func limit() {
        var random = SeededGenerator(seed: 7, stream: "allotment")
        for _ in 0..<200 {
            let wishes = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                (
                    rounds: Int.random(in: 14...300, using: &random),
                    seconds: Double.random(in: 0.01...0.4, using: &random)
                )
            }
            let seconds = Double.random(in: 0...60, using: &random)
            let given = rounds(wishes, in: seconds)
            #expect(given.count == wishes.count)
            let used = zip(given, wishes).reduce(0) { $0 + Double($1.0) * $1.1.seconds }
            #expect(used <= seconds * (1 + 1e-6))
            #expect(zip(given, wishes).allSatisfy { ($0 == 0 || $0 >= 14) && $0 <= $1.rounds })
        }
    }
}
