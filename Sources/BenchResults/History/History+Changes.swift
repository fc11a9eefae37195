import CLibrary
import Cells
import Statistics

extension History {
    /// Numbers of the random orders: the same results have the same changes each time.
    private static let seed: UInt64 = 1

    /// The changes of level between breaks. Sick sessions say nothing about a level, nor do dead cells.
    func changes(in points: [Point]) -> [Change] {
        var series: [[(session: Int, cost: Double)]] = [[]]
        for point in points {
            guard let cost = point.cost?.median, cost > 0, cost.isFinite else { continue }
            if !point.breaks.isEmpty { series.append([]) }
            if sessions[point.session].sickness.isEmpty {
                series[series.count - 1].append((point.session, cost))
            }
        }
        return series.flatMap(Self.changes)
    }

    private static func changes(in series: [(session: Int, cost: Double)]) -> [Change] {
        // A change of a cost is a ratio, and so is the noise.
        let indices = ChangePoints(of: series.map { log($0.cost) }, seed: seed).indices
        if indices.isEmpty { return [] }
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

    /// What must be known about a cell's past on a machine to say what breaks it.
    struct Course {
        /// Index of the cell.
        let place: Int
        private var last: (side: ComparableSide, version: Int?)?

        init(place: Int) { self.place = place }

        mutating func next(
            _ cell: CellResult, _ side: ComparableSide, version: Int?, session: Int
        ) -> Point {
            var point = Point(session: session, status: cell.status, cost: cell.nanosecondsPerCallback)
            guard point.cost != nil else { return point }
            defer { last = (side, version) }
            guard let last else { return point }
            point.breaks = ResultComparison.differences(last.side, side)
            if last.version != version {
                point.breaks.append(
                    ResultComparison.versionDifference(cell.workload, last.version, version))
            }
            return point
        }
    }
}

extension ComparableSide {
    /// The machine, by what tells one from another in a result: its processor, and how many of them there are.
    var machine: String {
        let values = ["CPU", "CPUs"].map { name in
            circumstances?.first { $0.name == name }?.value ?? "unknown"
        }
        return "\(values[0]), CPUs \(values[1])"
    }
}
