import FoundationEssentials
import Statistics
import TestSupport
import Testing

/// How often a change is found that is there, and one that is not: simulated series of 100 values with normal noise.
/// `scripts/change-point-rates` simulates 1,000 of each and stores the counts.
@Suite("Rates of change points")
struct ChangePointRateTests {
    private struct Rates: Codable {
        var series: Int
        var values = 100
        var noisePercent = 1.0
        var stepPercent = 2.0
        /// Steps lie so many values or more from either end.
        var margin = 10
        var foundWithinThree = 0
        var foundElsewhere = 0
        var foundWithoutAStep = 0
    }

    @Test func changesAreFoundAndNotInvented() throws {
        let environment = ProcessInfo.processInfo.environment
        var rates = Rates(series: environment["CHANGE_POINT_SERIES"].flatMap { Int($0) } ?? 60)
        for number in 0..<rates.series {
            var random = SeededGenerator(seed: UInt64(number), stream: "series")
            let noise = (0..<rates.values).map { _ in rates.noisePercent / 100 * random.normal() }
            let step = Int.random(in: rates.margin...rates.values - rates.margin, using: &random)
            let stepped = noise.enumerated().map { $1 + ($0 >= step ? rates.stepPercent / 100 : 0) }
            let found = ChangePoints(of: stepped, seed: UInt64(number)).indices
            if found.contains(where: { abs($0 - step) <= 3 }) { rates.foundWithinThree += 1 }
            if found.contains(where: { abs($0 - step) > 3 }) { rates.foundElsewhere += 1 }
            if !ChangePoints(of: noise, seed: UInt64(number)).indices.isEmpty { rates.foundWithoutAStep += 1 }
        }
        #expect(rates.foundWithinThree * 10 >= rates.series * 9, "\(rates)")
        #expect(rates.foundWithoutAStep * 20 <= rates.series, "\(rates)")
        guard let path = environment["CHANGE_POINT_RATES"] else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try (encoder.encode(rates) + Data("\n".utf8)).write(to: URL(filePath: path))
    }
}
