import Cells
import Processes
import Synchronization

/// Plays the cells of a matrix in children, two at once: what counts is what happens, not how long it takes.
struct MatrixPlayer {
    private static let childrenAtOnce = 2
    private static let mostHopeless = 3

    /// The cells, in the order of the matrix.
    let cells: [CellID]
    let stopwatch: Stopwatch
    let listener: SessionListener

    /// How one is played.
    struct Rules<Cell: Sendable>: Sendable {
        /// Plays the cell of an index in a child that gets this many seconds.
        let play: @Sendable (Int, UInt32) throws -> Cell
        /// Whether it ran out of time.
        let isHung: @Sendable (Cell) -> Bool
        /// What a cell is that is not played, for this reason.
        let left: @Sendable (Int, String) -> Cell
    }

    /// Plays every cell, and returns them in order.
    ///
    /// Cells of a subject that has hung in others are left until it is known whether it only had to wait.
    func run<Cell>(_ rules: Rules<Cell>) throws -> [Cell] {
        if cells.isEmpty { return [] }
        let progress = Progress(steps: cells.count, done: 0, now: stopwatch, listener: listener)
        defer { progress.finish() }
        let hung = Mutex(HungCells())
        let first = try concurrently(cells.count, width: Self.childrenAtOnce) { index -> Cell? in
            guard hung.withLock({ $0.reason(against: cells[index]) }) == nil else { return nil }
            let cell = try play(index, rules, progress)
            if rules.isHung(cell) { hung.withLock { $0.add(cells[index]) } }
            return cell
        }
        return try completed(first, rules, hung.withLock { $0 }, progress)
    }

    /// A child that ran out of time may only have waited for a CPU: it is played again, alone and with more
    /// time, before it counts as hung. Where that has not helped once, no other cell of the subject is played;
    /// and where it has not helped some subjects it will help no other.
    private func completed<Cell>(
        _ first: [Cell?], _ rules: Rules<Cell>, _ hung: HungCells, _ progress: Progress
    ) throws -> [Cell] {
        var played = first
        var hopeless: Set<Subject> = []
        for (index, cell) in cells.enumerated() where played[index].map(rules.isHung) == true {
            if hopeless.contains(cell.subject) { continue }
            if hopeless.count < Self.mostHopeless {
                let again = try play(index, rules, progress, deadline: ScenarioProcess.patience)
                played[index] = again
                guard rules.isHung(again) else { continue }
            }
            hopeless.insert(cell.subject)
        }
        return try played.enumerated().map { index, cell in
            if let cell { return cell }
            if hopeless.contains(cells[index].subject), let reason = hung.reason(against: cells[index]) {
                return rules.left(index, reason)
            }
            return try play(index, rules, progress, deadline: ScenarioProcess.patience)
        }
    }

    private func play<Cell>(
        _ index: Int, _ rules: Rules<Cell>, _ progress: Progress,
        deadline: UInt32 = ScenarioProcess.deadline
    ) throws -> Cell {
        let name = cells[index].description
        progress.starts(name)
        defer { progress.ended(name) }
        return try rules.play(index, deadline)
    }
}
