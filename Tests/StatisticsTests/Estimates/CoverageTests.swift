import Statistics
import Testing

/// Whether the intervals have the coverage they claim, on samples whose median is known.
struct CoverageTests {
    private static let trials = 4000

    /// The intervals of many samples of one size, from a fixed seed, and the coverage they claim.
    private static func intervals(
        of distribution: Distribution, count: Int
    ) throws -> (ends: [ClosedRange<Double>], coverage: Double) {
        var generator = SeededGenerator(seed: 1, stream: "\(distribution) \(count)")
        var ends: [ClosedRange<Double>] = []
        var claimed = 0.0
        for _ in 0..<trials {
            let sample = distribution.sample(count: count, using: &generator)
            guard case .interval(let lower, let upper, let coverage) = try SignTestInterval(of: sample) else {
                continue
            }
            ends.append(lower...upper)
            claimed = coverage
        }
        #expect(ends.count == trials)
        return (ends, claimed)
    }

    @Test(arguments: [Distribution.exponential, .pareto], [6, 10, 15, 25])
    func containTheMedianAsOftenAsTheyClaim(distribution: Distribution, count: Int) throws {
        let (ends, coverage) = try Self.intervals(of: distribution, count: count)
        let hits = ends.count { $0.contains(distribution.quantile(0.5)) }
        let expected = Double(Self.trials) * coverage
        let deviation = (expected * (1 - coverage)).squareRoot()
        #expect(abs(Double(hits) - expected) < 4 * deviation)
    }

    @Test func tiesOnlyMakeThemSurer() throws {
        let (ends, coverage) = try Self.intervals(of: .tied, count: 20)
        let hits = ends.count { $0.contains(Distribution.tied.quantile(0.5)) }
        #expect(Double(hits) >= Double(Self.trials) * coverage)
    }

    /// An interval from 0 to infinity would cover as well. These leave out the outer tenths.
    @Test(arguments: [Distribution.exponential, .pareto])
    func areNarrow(distribution: Distribution) throws {
        let (ends, _) = try Self.intervals(of: distribution, count: 25)
        let inner = distribution.quantile(0.1)..<distribution.quantile(0.9)
        let narrow = ends.count { inner.contains($0.lowerBound) && inner.contains($0.upperBound) }
        #expect(Double(narrow) > 0.98 * Double(Self.trials))
    }

    @Test func narrowWithMoreValues() throws {
        let few = try Self.intervals(of: .exponential, count: 10).ends
        let many = try Self.intervals(of: .exponential, count: 40).ends
        func width(_ ends: [ClosedRange<Double>]) throws -> Double {
            try Median.of(ends.map { $0.upperBound - $0.lowerBound })
        }
        // Four times the values: half the width, about.
        #expect(try width(many) < 0.65 * width(few))
    }
}
