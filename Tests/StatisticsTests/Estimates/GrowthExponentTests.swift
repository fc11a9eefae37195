import Statistics
import Testing

@Suite struct GrowthExponentTests {
    private static let sizes = [50.0, 284, 987, 3800, 15_050, 60_050]

    private func fit(rounds: Int = 8, _ cost: (Double, Int) -> Double) throws -> GrowthExponent {
        try GrowthExponent(
            of: (0..<rounds).map { round in Self.sizes.map { (size: $0, cost: cost($0, round)) } })
    }

    @Test(arguments: [
        (0.0, GrowthExponent.Verdict.flat), (0.05, .flat), (0.5, .other), (1, .linear), (1.2, .other),
        (-1, .other),
    ])
    func findsAPower(power: Double, verdict: GrowthExponent.Verdict) throws {
        let fitted = try fit { size, round in 7 * Power.of(size, power) * (1 + Double(round) / 1000) }
        #expect(abs(fitted.exponent.median - power) < 1e-9)
        #expect(fitted.verdict == verdict)
    }

    /// A cost of 1 µs and 0.6 ns per mapping, from 50 mappings on, is nearly linear only where the mappings
    /// outweigh the constant: Theil-Sen gives what most pairs of points say.
    @Test func aConstantLowersTheExponent() throws {
        let fitted = try fit { size, _ in 20_000 + 600 * size }
        #expect(fitted.exponent.median > 0.9 && fitted.exponent.median < 1)
    }

    @Test func oneDisturbedPointDoesNotMoveIt() throws {
        let fitted = try fit { size, round in size == 3800 && round % 2 == 0 ? 40 : 4 }
        #expect(fitted.verdict == .flat)
    }

    /// An interval that holds 0 or 1 does not say that it is neither.
    @Test func whatMayBeFlatOrLinearIsInconclusive() throws {
        let wide = try fit { size, round in Power.of(size, round % 2 == 0 ? 0.3 : -0.05) }
        #expect(wide.verdict == .unknown)
        let nearlyLinear = try fit { size, round in Power.of(size, round % 2 == 0 ? 0.85 : 0.97) }
        #expect(nearlyLinear.verdict == .unknown)
    }

    @Test func fewRoundsHaveNoVerdict() throws {
        let fitted = try fit(rounds: 5) { size, _ in size }
        #expect(fitted.verdict == .unknown)
        #expect(fitted.exponent.reason != nil)
    }

    @Test func aCostOfZeroHasNoLogarithm() {
        #expect(throws: SampleError.self) { try fit { _, _ in 0 } }
        #expect(throws: SampleError.empty) { try GrowthExponent(of: [[(size: 1, cost: 1)]]) }
    }
}
