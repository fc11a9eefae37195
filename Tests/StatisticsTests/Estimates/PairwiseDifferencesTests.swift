import Testing

@testable import Statistics

@Suite("Pairwise differences")
struct PairwiseDifferencesTests {
    @Test(arguments: 0..<40)
    func ranksAreThoseOfTheSortedDifferences(seed: UInt64) {
        var random = SeededGenerator(seed: seed, stream: "differences")
        // Few distinct values, so that there are ties, zeros and both signs.
        func sample() -> [Double] {
            (0...random.number(below: 12)).map { _ in Double(random.number(below: 9)) / 4 - 1 }
        }
        let (first, second) = (sample(), sample())
        let sorted = first.flatMap { a in second.map { a - $0 } }.sorted()
        let differences = PairwiseDifferences(of: first, minus: second)
        #expect(differences.count == sorted.count)
        #expect((1...sorted.count).map { differences.value(atRank: $0) } == sorted)
        #expect(differences.median == Median.ofSorted(sorted))
    }

    @Test func numbersOfEverySizeAreOrdered() {
        let least = Double.leastNonzeroMagnitude
        let values = [-1e308, -1, -least, 0, least, 1e-300, 1, 1e308]
        let differences = PairwiseDifferences(of: values, minus: [0])
        #expect((1...values.count).map { differences.value(atRank: $0) } == values)
    }

    /// 2.5 billion differences, none of which is stored.
    @Test func largeSamplesNeedNoRoom() throws {
        let values = (0..<50_000).map { 100 + Double($0 % 1000) }
        #expect(try UnpairedRatio(of: values, to: values).ratio.median == 1)
    }
}
