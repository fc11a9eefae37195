import Testing

@testable import Statistics

/// Changes of level, in series whose answer is known.
@Suite("Change points")
struct ChangePointTests {
    /// A fixed pattern of noise within ±1.
    private func series(_ levels: [(level: Double, count: Int)]) -> [Double] {
        var random = SeededGenerator(seed: 3)
        return levels.flatMap { level, count in
            (0..<count).map { _ in level + Double.random(in: -1...1, using: &random) }
        }
    }

    private func changes(_ values: [Double]) -> [Int] { ChangePoints(of: values, seed: 1).indices }

    @Test func everyLevelIsFound() {
        #expect(changes(series([(0, 30), (5, 30)])) == [30])
        #expect(changes(series([(0, 20), (5, 20), (0, 20)])) == [20, 40])
        #expect(changes(series([(9, 25), (3, 40), (6, 25), (0, 30)])) == [25, 65, 90])
        #expect(changes(series([(0, 60)])).isEmpty)
    }

    /// A level of one or two values is an outlier, and one of few cannot be told from chance.
    @Test func fewValuesAreNoLevel() {
        #expect(changes(series([(0, 30), (50, 1), (0, 30)])).isEmpty)
        for count in 0..<ChangePoints.shortestSeries {
            #expect(changes((0..<count).map(Double.init)).isEmpty)
        }
        #expect(changes([0, 0, 0, 9, 9, 9]).isEmpty)
    }

    @Test func equalValuesHaveNoChange() {
        #expect(changes(Array(repeating: 4, count: 100)).isEmpty)
        let step = Array(repeating: 4.0, count: 40) + Array(repeating: 5, count: 40)
        #expect(changes(step) == [40])
    }

    @Test func theSameSeedFindsTheSame() {
        let values = series([(0, 20), (1, 20)])
        #expect(changes(values) == changes(values))
    }

    @Test(arguments: [6, 7, 60, 100]) func intervalsLieWithinTheSeries(_ count: Int) {
        let intervals = ChangePoints.intervals(of: count)
        #expect(intervals.first == 0..<count && intervals.contains { $0.upperBound == count })
        #expect(intervals.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= count && $0.count >= 6 })
        #expect(Set(intervals).count == intervals.count)
    }

    /// The statistic by its definition, pair by pair.
    @Test func theStatisticIsThatOfThePaper() {
        func mean(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
            let distances = a.indices.flatMap { i in b.indices.filter { $0 != i }.map { abs(a[i] - b[$0]) } }
            return distances.reduce(0, +) / Double(distances.count)
        }
        for seed in UInt64(0)..<20 {
            var random = SeededGenerator(seed: seed)
            // Some are equal.
            let values = (0..<17).map { _ in Double(Int.random(in: 0...9, using: &random)) }
            let qs = (3...14).map { before in
                let (x, y) = (values[..<before], values[before...])
                let (m, n) = (Double(x.count), Double(y.count))
                return m * n / (m + n) * (2 * mean(x, y) - mean(x, x) - mean(y, y))
            }
            // Twice, and the first time with others: nothing is left of what was added before.
            var statistic = SplitStatistic(of: values + [7, 1, 3])
            _ = statistic.best(statistic.ranks, in: 2..<20)
            let best = statistic.best(statistic.ranks, in: 0..<17)
            #expect(abs(best.q - (qs.max() ?? 0)) < 1e-9 && abs(qs[best.before - 3] - best.q) < 1e-9)
        }
    }
}
