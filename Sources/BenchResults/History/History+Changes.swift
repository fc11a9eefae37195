import CLibrary
import Statistics

extension History {
    /// Numbers of the random orders: the same results have the same changes each time.
    package static let seed: UInt64 = 1

    /// The places at which the levels of series change: for each, the first ones of new levels.
    package typealias Search<Failure: Error> = ([[Double]]) throws(Failure) -> [[Int]]

    /// Cells whose series are searched together.
    private static let cellsAtOnce = 16

    /// The changes of level between breaks. Sick sessions say nothing about a level, nor do dead cells.
    mutating func findChanges<Failure: Error>(by search: Search<Failure>) throws(Failure) {
        var next = 0
        while next < cells.count {
            let places = next..<min(next + Self.cellsAtOnce, cells.count)
            next = places.upperBound
            let series = places.flatMap { cell in self.series(of: cells[cell].points).map { (cell, $0) } }
            // A change of a cost is a ratio, and so is the noise.
            let found = try search(series.map { $0.1.map { log($0.cost) } })
            for ((cell, series), indices) in zip(series, found) where !indices.isEmpty {
                cells[cell].changes += Self.changes(in: series, at: indices)
            }
        }
    }

    private typealias Series = [(session: Int, cost: Double)]

    /// Those that are long enough to have a change.
    private func series(of points: Points) -> [Series] {
        var series: [Series] = [[]]
        points.forEachCost { session, cost, isBroken in
            guard let cost, cost > 0, cost.isFinite else { return }
            if isBroken { series.append([]) }
            if sessions[session].sickness.isEmpty { series[series.count - 1].append((session, cost)) }
        }
        return series.filter { $0.count >= ChangePoints.shortestSeries }
    }

    private static func changes(in series: Series, at indices: [Int]) -> [Change] {
        let ends = [0] + indices + [series.count]
        let levels = zip(ends, ends.dropFirst()).map { first, last in
            (try? Median.of(series[first..<last].map(\.cost))) ?? .nan
        }
        return indices.enumerated().map { place, index in
            Change(
                before: series[index - 1].session, after: series[index].session, old: levels[place],
                new: levels[place + 1])
        }
    }
}
