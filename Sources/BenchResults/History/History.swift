import Cells
import MachineInspection
import Statistics

/// What successive results say about the same cells.
///
/// Sessions drift against each other by more than the changes that people look for, and nothing pairs them. So one
/// value beside another says little; what is claimed is a change of level that a series of them shows.
public struct History: Encodable, Sendable {
    /// A result that took part.
    public struct Session: Encodable, Sendable {
        /// Where it was read.
        public let file: String
        /// Index of the machine that it was measured on.
        public let machine: Int
        /// Full commit id, or why it is not known.
        public let commit: Reading<String>
        /// Whether what the program is built from differed from the commit.
        public let isDirty: Reading<Bool>
        /// Start, in seconds since 1970 UTC.
        public let startedAt: Int
        /// Why the session is sick; empty when it is not.
        public let sickness: [String]
    }

    /// A cell over time, on one machine.
    public struct Cell: Encodable, Sendable {
        /// `workload:row`.
        public let name: String
        /// Index of the machine.
        public let machine: Int
        /// What each session of the machine says about it, in order; sessions that did not plan it have no point.
        public internal(set) var points: [Point]
        /// Where its level changes, in order.
        public internal(set) var changes: [Change] = []
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
    }

    /// A change of level, by `ChangePoints`. Not paired: verify it with `bench commits`.
    public struct Change: Encodable, Sendable, Equatable {
        /// Index of the last session of the old level. The change came after its commit.
        public let before: Int
        /// Index of the first session of the new level. The change came with its commit at the latest.
        public let after: Int
        /// Median cost of the old level, in nanoseconds.
        public let old: Double
        /// Median cost of the new level, up to the next change, in nanoseconds.
        public let new: Double
    }

    /// What the document is.
    public let schema = "stack-bounds-bench/history"
    /// Version of the document's form.
    public let schemaVersion = 2
    /// The machines that the results are of, each by its processor, in the order in which they appear.
    public internal(set) var machines: [String] = []
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
        var courses: [CellOnMachine: Course] = [:]
        for (file, result) in ordered {
            let side = ComparableSide(result, label: file)
            let session = add(file, result, of: side.machine)
            let versions = Dictionary(
                result.workloads.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first })
            for cell in result.cells where isWanted(cell) {
                let key = CellOnMachine(cell: cell.id, machine: sessions[session].machine)
                var course = courses[key] ?? Course(place: cells.count)
                if course.place == cells.count {
                    cells.append(Cell(name: cell.name, machine: key.machine, points: []))
                }
                cells[course.place].points.append(
                    course.next(cell, side, version: versions[cell.workload], session: session))
                courses[key] = course
            }
        }
        for index in cells.indices { cells[index].changes = changes(in: cells[index].points) }
    }

    /// - Returns: the index of the session.
    private mutating func add(_ file: String, _ result: BenchResult, of machine: String) -> Int {
        let known = machines.firstIndex(of: machine)
        if known == nil { machines.append(machine) }
        sessions.append(
            Session(
                file: file, machine: known ?? machines.count - 1, commit: result.provenance.source.commit,
                isDirty: result.provenance.source.isDirty, startedAt: result.provenance.startedAt,
                sickness: result.reasonsForSickness))
        return sessions.count - 1
    }

    private struct CellOnMachine: Hashable {
        let cell: CellID
        let machine: Int
    }
}
