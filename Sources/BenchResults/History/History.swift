import Cells
import MachineInspection
import Statistics

/// What successive results say about the same cells.
///
/// Sessions drift against each other by more than the changes that people look for, and nothing pairs them.
/// So a history shows values, marks where neighbours lie apart, and claims nothing about the reason.
public struct History: Encodable, Sendable {
    /// A result that took part.
    public struct Session: Encodable, Sendable {
        /// Where it was read.
        public let file: String
        /// Full commit id, or why it is not known.
        public let commit: Reading<String>
        /// Whether what the program is built from differed from the commit.
        public let isDirty: Reading<Bool>
        /// Start, in seconds since 1970 UTC.
        public let startedAt: Int
        /// Why the session is sick; empty when it is not.
        public let sickness: [String]
    }

    /// A cell over time.
    public struct Cell: Encodable, Sendable {
        /// `workload:row`.
        public let name: String
        /// What each session says about it, in order; sessions that did not plan it have no point.
        public internal(set) var points: [Point]
    }

    /// What one session says about a cell.
    public struct Point: Encodable, Sendable {
        /// Index of the session.
        public let session: Int
        /// What became of the cell.
        public let status: CellResult.Status
        /// Cost of a callback in nanoseconds; null when it has none.
        @Nullable public var cost: Estimate?
        /// What makes it incomparable with the value before it; empty when nothing does.
        public internal(set) var breaks: [String] = []
        /// Cost over the one before, where the intervals do not overlap and it is beyond the threshold.
        /// Not paired: verify it with `bench commits`.
        @Nullable public var step: Double?
    }

    /// What the document is.
    public let schema = "stack-bounds-bench/history"
    /// Version of the document's form.
    public let schemaVersion = 1
    /// Smallest relative difference that is marked.
    public static let threshold = 0.01
    /// The results, in order.
    public internal(set) var sessions: [Session] = []
    /// Whether they are in the order of the commits; by time otherwise.
    public let isByCommit: Bool
    /// The cells, in the order in which they appear.
    public internal(set) var cells: [Cell] = []

    /// Puts results in order and their cells beside each other.
    ///
    /// - Parameters:
    ///   - results: in any order, with the files that they were read from.
    ///   - commitOrder: places of commits in the history, older first. If any result is of a
    ///     commit that is not among them, all are in order of time.
    ///   - isWanted: whether a cell takes part.
    public init(
        of results: [(file: String, result: BenchResult)], commitOrder: [String: Int],
        where isWanted: (CellResult) -> Bool
    ) {
        let places = results.map { $0.result.provenance.source.commit.value.flatMap { commitOrder[$0] } }
        isByCommit = !places.contains(nil)
        let isByCommit = isByCommit
        func key(_ index: Int) -> (Int, Int, String) {
            let place = isByCommit ? places[index] ?? 0 : 0
            return (place, results[index].result.provenance.startedAt, results[index].file)
        }
        let ordered = results.indices.sorted { key($0) < key($1) }.map { results[$0] }
        var courses: [CellID: Course] = [:]
        for (session, (file, result)) in ordered.enumerated() {
            let provenance = result.provenance
            let sickness = result.reasonsForSickness
            sessions.append(
                Session(
                    file: file, commit: provenance.source.commit, isDirty: provenance.source.isDirty,
                    startedAt: provenance.startedAt, sickness: sickness))
            let side = ComparableSide(result, label: file)
            let versions = Dictionary(
                result.workloads.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first })
            for cell in result.cells where isWanted(cell) {
                let place = courses[cell.id]?.place ?? cells.count
                if place == cells.count { cells.append(Cell(name: cell.name, points: [])) }
                var course = courses[cell.id] ?? Course(place: place)
                cells[place].points.append(
                    course.next(
                        cell, side, version: versions[cell.workload], isSick: !sickness.isEmpty,
                        session: session))
                courses[cell.id] = course
            }
        }
    }

    /// What must be known about a cell's past to judge its next point.
    private struct Course {
        let place: Int
        private var last: (side: ComparableSide, version: Int?, cost: Estimate, isSick: Bool)?

        init(place: Int) { self.place = place }

        mutating func next(
            _ cell: CellResult, _ side: ComparableSide, version: Int?, isSick: Bool, session: Int
        ) -> Point {
            let cost = cell.nanosecondsPerCallback
            var point = Point(session: session, status: cell.status, cost: cost, step: nil)
            guard let cost else { return point }
            defer { last = (side, version, cost, isSick) }
            guard let last else { return point }
            point.breaks = ResultComparison.differences(last.side, side)
            let versions = [last.version, version]
            if versions[0] != versions[1] {
                let named = versions.map { $0.map(String.init) ?? "unknown" }
                point.breaks.append("workload version differs: \(named.joined(separator: ", "))")
            }
            if point.breaks.isEmpty && !isSick && !last.isSick { point.step = History.step(last.cost, cost) }
            return point
        }
    }

    /// The ratio of two costs whose intervals do not overlap and that are further apart than the threshold.
    static func step(_ old: Estimate, _ new: Estimate) -> Double? {
        guard let oldLower = old.lower, let oldUpper = old.upper, let newLower = new.lower,
            let newUpper = new.upper, oldUpper < newLower || newUpper < oldLower, old.median > 0
        else { return nil }
        let ratio = new.median / old.median
        return ratio.isFinite && abs(ratio - 1) > threshold ? ratio : nil
    }
}
