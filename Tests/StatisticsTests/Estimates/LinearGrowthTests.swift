import Statistics
import Testing

/// What a constant and a part for each unit of the size are called.
@Suite struct LinearGrowthTests {
    private static let sizes = [46.0, 279, 982, 3795, 15_045, 60_045]

    private func fit(rounds: Int = 8, _ cost: (Double, Int) -> Double) throws -> LinearGrowth {
        try LinearGrowth(
            of: (0..<rounds).map { round in Self.sizes.map { (size: $0, cost: cost($0, round)) } })
    }

    /// The same slope is linear, whatever the constant beside it.
    @Test(arguments: [0.0, 7, 2500, 50_000])
    func aConstantDoesNotHideALine(constant: Double) throws {
        let fitted = try fit { size, round in (constant + 3 * size) * (1 + Double(round) / 1000) }
        #expect(fitted.verdict == .linear && fitted.holds)
        #expect(abs(fitted.slope.median - 3) < 0.02)
        #expect(abs(fitted.fixed.median - constant) <= 0.01 * constant + 1e-6)
    }

    @Test(arguments: [
        (0.0, GrowthExponent.Verdict.flat), (0.5, .other), (1, .linear), (1.2, .other), (-1, .other),
    ])
    func aPowerIsALineOnlyWhereItIsOne(power: Double, verdict: GrowthExponent.Verdict) throws {
        #expect(try fit { size, _ in 7 * Power.of(size, power) }.verdict == verdict)
    }

    /// Noise whose interval holds nothing and a doubling is neither flat nor a line: it is not known.
    @Test func wideIntervalsAreInconclusive() throws {
        let fitted = try fit { size, round in 10 + (round % 2 == 0 ? 1 : -0.1) * size / 6000 }
        #expect(fitted.verdict == .unknown)
        #expect(try fit(rounds: 5) { size, _ in size }.verdict == .unknown)
    }

    @Test func oneDisturbedPointDoesNotMoveIt() throws {
        let fitted = try fit { size, round in size == 3795 && round % 2 == 0 ? 40 : 4 }
        #expect(fitted.verdict == .flat)
    }

    @Test func whatIsNoCostIsRefused() {
        #expect(throws: SampleError.self) { try fit { _, _ in 0 } }
        #expect(throws: SampleError.empty) { try LinearGrowth(of: [[(size: 1, cost: 1)]]) }
    }
}
