import Statistics
import TestSupport
import Testing

struct NullPairTests {
    private func measurements(_ workload: String, ratios: [Double]) -> NullPair.Measurements {
        NullPair.Measurements(
            workload: workload, first: ratios.map { 100 * $0 }, second: ratios.map { _ in 100 })
    }

    private let scattered: [Double] = [1.01, 0.99, 1.02, 0.98, 1.03, 0.97]
    private let shifted: [Double] = [1.01, 1.02, 1.03, 1.04, 1.05, 1.06]

    @Test func healthyWhenTheIntervalContainsOne() throws {
        let pair = try NullPair([measurements("a", ratios: scattered)])
        #expect(pair.verdict == .healthy)
        #expect(abs(try #require(pair.ratio.lower) - 0.97) < 1e-12)
        #expect(abs(try #require(pair.ratio.upper) - 1.03) < 1e-12)
    }

    @Test func biasedWhenEveryRoundLeansOneWay() throws {
        #expect(try NullPair([measurements("a", ratios: shifted)]).verdict == .biased)
        #expect(try NullPair([measurements("a", ratios: shifted.map { 1 / $0 })]).verdict == .biased)
    }

    @Test func identicalValuesAreHealthy() throws {
        #expect(try NullPair([measurements("a", ratios: [1, 1, 1, 1, 1, 1])]).verdict == .healthy)
    }

    @Test func oneDisturbedWorkloadDoesNotDecideButShows() throws {
        let pair = try NullPair([
            measurements("a", ratios: scattered),
            measurements("disturbed", ratios: shifted.map { $0 * 3 }),
            measurements("b", ratios: scattered),
        ])
        #expect(pair.verdict == .healthy)
        #expect(pair.workloads.map(\.workload) == ["a", "disturbed", "b"])
        #expect(abs(pair.workloads[1].ratio.median - 3.105) < 0.001)
        #expect(try #require(pair.workloads[1].ratio.lower) > 1)
    }

    @Test func poolsByTheMedianOfEachRound() throws {
        let pair = try NullPair([
            measurements("a", ratios: [1, 1, 1, 1, 1, 1]),
            measurements("b", ratios: [2, 3, 4, 5, 6, 7]),
            measurements("c", ratios: [9, 9, 9, 2, 2, 2]),
        ])
        // The medians of the rounds are 2, 3, 4, 2, 2, 2.
        #expect(abs(pair.ratio.median - 2) < 1e-12)
        #expect(abs(try #require(pair.ratio.lower) - 2) < 1e-12)
        #expect(abs(try #require(pair.ratio.upper) - 4) < 1e-12)
        #expect(pair.verdict == .biased)
    }

    @Test func unknownWithAReasonBelowSixRounds() throws {
        let pair = try NullPair([measurements("a", ratios: [1, 2, 3, 4, 5])])
        #expect(pair.verdict == .unknown)
        #expect(pair.ratio.reason == "95 % needs at least 6 rounds, there are 5")
    }

    @Test func refusesUnequalRounds() {
        #expect(throws: SampleError.empty) { try NullPair([]) }
        #expect(throws: SampleError.unequalCounts(first: 6, second: 5)) {
            try NullPair([
                measurements("a", ratios: scattered), measurements("b", ratios: [1, 1, 1, 1, 1]),
            ])
        }
    }

    @Test func readsWhatItWrote() throws {
        let pair = try NullPair([measurements("a", ratios: scattered), measurements("b", ratios: shifted)])
        #expect(try JSON.roundTrip(pair) == pair)
        #expect(try JSON.text(pair).contains(#""verdict":"biased""#))
    }

    /// Both names from one distribution: at most alpha of the sessions may be called biased.
    @Test func soundSessionsAreRarelyCalledBiased() throws {
        var generator = SeededGenerator(seed: 2, stream: "sound sessions")
        var biased = 0
        for _ in 0..<1000 {
            let session = try NullPair(
                (0..<3).map { workload in
                    NullPair.Measurements(
                        workload: "\(workload)",
                        first: Distribution.pareto.sample(count: 10, using: &generator),
                        second: Distribution.pareto.sample(count: 10, using: &generator))
                })
            if session.verdict == .biased { biased += 1 }
        }
        // The achieved level for 10 rounds is 2.1 %: 21 of 1000, give or take 4.5.
        #expect((3...40).contains(biased))
    }
}
