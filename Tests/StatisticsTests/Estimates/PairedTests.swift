import Statistics
import Testing

struct PairedTests {
    /// Rounds that differ a hundredfold from each other, while a is twice b in each.
    private let slow: [Double] = [200, 2, 20, 4, 40, 400]
    private let fast: [Double] = [100, 1, 10, 2, 20, 200]

    @Test func ratioCancelsWhatBothSidesShare() throws {
        let paired = try PairedRatio(of: slow, to: fast)
        #expect(paired.logRatios.count == 6)
        #expect(abs(paired.ratio.median - 2) < 1e-15)
        #expect(abs(try #require(paired.ratio.lower) - 2) < 1e-15)
        #expect(abs(try #require(paired.ratio.upper) - 2) < 1e-15)
        #expect(paired.ratio.coverage == 0.96875)
        #expect(paired.ratio.count == 6)
    }

    @Test func ratioOfReversedPairsIsTheReciprocal() throws {
        let values: [Double] = [3, 5, 2, 9, 8, 4, 7, 11, 6, 10]
        let ones = [Double](repeating: 2.5, count: 10)
        let forward = try PairedRatio(of: values, to: ones)
        let backward = try PairedRatio(of: ones, to: values)
        #expect(abs(forward.ratio.median * backward.ratio.median - 1) < 1e-15)
        let (lower, upper) = (try #require(forward.ratio.lower), try #require(backward.ratio.upper))
        #expect(abs(lower * upper - 1) < 1e-15)
        // x_(2) and x_(9) of 10.
        #expect(abs(lower - 3 / 2.5) < 1e-15)
    }

    @Test func equalValuesHaveRatioOne() throws {
        let paired = try PairedRatio(of: fast, to: fast)
        #expect(paired.ratio.median == 1 && paired.ratio.lower == 1 && paired.ratio.upper == 1)
    }

    @Test func differenceIsByRound() throws {
        let paired = try PairedDifference(of: [10, 21, 32, 43, 54, 65], minus: [9, 19, 29, 39, 49, 59])
        #expect(paired.differences == [1, 2, 3, 4, 5, 6])
        #expect(paired.difference.median == 3.5)
        #expect(paired.difference.lower == 1)
        #expect(paired.difference.upper == 6)
        #expect(try PairedDifference(of: [1], minus: [4]).difference.median == -3)
    }

    @Test func fewRoundsGiveAReason() throws {
        let reason = "95 % needs at least 6 rounds, there are 2"
        #expect(try PairedRatio(of: [1, 2], to: [2, 1]).ratio.reason == reason)
        #expect(try PairedDifference(of: [1, 2], minus: [2, 1]).difference.reason == reason)
    }

    @Test func refusesUnpairedValues() {
        #expect(throws: SampleError.unequalCounts(first: 2, second: 1)) {
            try PairedRatio(of: [1, 2], to: [1])
        }
        #expect(throws: SampleError.unequalCounts(first: 0, second: 1)) {
            try PairedDifference(of: [], minus: [1])
        }
        #expect(throws: SampleError.empty) { try PairedRatio(of: [], to: []) }
        #expect(throws: SampleError.notPositive(index: 1, value: 0)) {
            try PairedRatio(of: [1, 1], to: [1, 0])
        }
        #expect(throws: SampleError.notPositive(index: 0, value: -2)) { try PairedRatio(of: [-2], to: [-2]) }
        #expect(throws: SampleError.notFinite(index: 0)) { try PairedRatio(of: [.nan], to: [1]) }
        #expect(throws: SampleError.notFinite(index: 0)) {
            try PairedDifference(of: [.infinity], minus: [.infinity])
        }
    }

    @Test func refusesResultsThatNoDoubleHolds() {
        #expect(throws: SampleError.outOfRange(index: 0)) { try PairedRatio(of: [1e-300], to: [1e300]) }
        #expect(throws: SampleError.outOfRange(index: 0)) { try PairedRatio(of: [1e300], to: [1e-300]) }
        #expect(throws: SampleError.outOfRange(index: 1)) {
            try PairedDifference(of: [1, 1.7e308], minus: [1, -1.7e308])
        }
    }
}
