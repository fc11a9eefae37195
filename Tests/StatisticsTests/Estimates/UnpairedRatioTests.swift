import Testing

@testable import Statistics

@Suite("Unpaired ratio")
struct UnpairedRatioTests {
    /// By hand: the differences of ln are those of the exponents of e; of 16 sorted ones the first is the
    /// lower end, since P(U <= 0) = 1/70 and P(U <= 1) = 2/70 with four values each.
    @Test func fourValuesEach() throws {
        let (a, b) = ([2.0, 4, 8, 16], [1.0, 1.5, 2.25, 3.375])
        let ratio = try UnpairedRatio(of: a, to: b).ratio
        #expect(abs(try #require(ratio.lower) - 2 / 3.375) < 1e-12)
        #expect(abs(try #require(ratio.upper) - 16) < 1e-12)
        #expect(abs(try #require(ratio.coverage) - (1 - 2.0 / 70)) < 1e-12)
        let back = try UnpairedRatio(of: b, to: a).ratio
        #expect(abs(back.median * ratio.median - 1) < 1e-12)
    }

    /// The interval inverts the test: a factor is inside exactly when the test does not refuse it.
    @Test func agreesWithTheTest() throws {
        var generator = SeededGenerator(seed: 3, stream: "unpaired")
        let a = (0..<9).map { _ in Double.random(in: 1...2, using: &generator) }
        let b = (0..<11).map { _ in Double.random(in: 1...2, using: &generator) }
        let ratio = try UnpairedRatio(of: a, to: b, alpha: 0.05).ratio
        let (lower, upper) = (try #require(ratio.lower), try #require(ratio.upper))
        for step in 0..<400 {
            let factor = 0.5 + Double(step) / 400 + 1e-9
            let test = try MannWhitney(of: a, against: b.map { $0 * factor })
            #expect((test.twoSided > 0.05) == (lower <= factor && factor <= upper), "\(factor)")
        }
    }

    @Test func tooFewValuesGiveNoInterval() throws {
        let ratio = try UnpairedRatio(of: [1, 2, 3], to: [1, 2, 3]).ratio
        #expect(ratio.lower == nil)
        #expect(ratio.median == 1)
        #expect(try #require(ratio.reason).contains("3 and 3 values"))
    }

    /// Beyond the exact limit the normal approximation takes over, close to the exact rank at the limit.
    @Test func largeSamples() throws {
        let values = (1...60).map(Double.init)
        let ratio = try UnpairedRatio(of: values, to: values).ratio
        let (lower, upper) = (try #require(ratio.lower), try #require(ratio.upper))
        #expect(lower < 1 && upper > 1 && abs(lower * upper - 1) < 0.05)
        let fewer = try UnpairedRatio(of: Array(values.prefix(50)), to: Array(values.prefix(50))).ratio
        #expect(try #require(fewer.upper) / (try #require(fewer.lower)) > upper / lower)
    }

    @Test func refusesValuesWithoutARatio() {
        #expect(throws: SampleError.notPositive(index: 0, value: 0)) {
            try UnpairedRatio(of: [0], to: [1])
        }
        #expect(throws: SampleError.empty) { try UnpairedRatio(of: [], to: [1]) }
    }

    /// The difference of the logarithms is finite, what it is the logarithm of is not.
    @Test(arguments: [(1e308, 1e-300), (1e-300, 1e308)])
    func ratiosThatNoDoubleHolds(old: Double, new: Double) {
        #expect(throws: SampleError.outOfRange(index: 0)) {
            try UnpairedRatio(of: Array(repeating: new, count: 6), to: Array(repeating: old, count: 6))
        }
    }
}
