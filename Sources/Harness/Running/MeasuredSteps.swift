import BenchResults
import Cells
import ChildProtocol

/// The records of a run, and what follows from them.
struct MeasuredSteps {
    private(set) var records: [Record] = []
    private var places: [Step: Int] = [:]
    private var iterations: [CellID: UInt64] = [:]
    private var hung = HungCells()

    init(_ records: [Record]) {
        for record in records { add(record) }
    }

    /// Adds a record, which takes the place of an earlier one of the same step.
    mutating func add(_ record: Record) {
        let step = Step(record)
        if let place = places[step] {
            records[place] = record
        } else {
            places[step] = records.count
            records.append(record)
        }
        if record.isHung { hung.add(record.cell) }
        if case .report(let report) = record.outcome, let count = report.iterations {
            iterations[step.cell] = count
        }
    }

    /// Whether there is a record of it.
    func isDone(_ step: Step) -> Bool { places[step] != nil }

    /// What its child answered; nil if there is none, or no answer.
    func report(of step: Step) -> ChildReport? {
        guard let place = places[step], case .report(let report) = records[place].outcome else { return nil }
        return report
    }

    /// Whether what came of it says nothing about the strategy.
    func isFailed(_ step: Step) -> Bool { places[step].map { records[$0].isFailure } ?? false }

    /// Whether it is not tried, since its strategy hung.
    func isHopeless(_ step: Step) -> Bool { hung.reason(against: step.cell) != nil }

    /// The calibrated count of a step's cell, if calibration succeeded.
    func iterations(of step: Step) -> UInt64? { iterations[step.cell] }

    /// What the last calibration of a row found, without what belongs to its process; nil when it died.
    func calibration(of cell: CellID) -> ChildReport? {
        let record = records.last { $0.pass == .calibrate && $0.cell == cell }
        guard case .report(let found) = record?.outcome else { return nil }
        var count = ChildReport()
        count.iterations = found.iterations
        count.queriesPerCallback = found.queriesPerCallback
        return count
    }
}

extension Step {
    fileprivate init(_ record: Record) {
        self.init(pass: record.pass, cell: record.cell, round: record.round)
    }
}
