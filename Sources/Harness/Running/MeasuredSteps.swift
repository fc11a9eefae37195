import BenchResults
import Cells
import ChildProtocol

/// The records of a run, and what follows from them.
struct MeasuredSteps {
    private(set) var records: [Record] = []
    private var done: Set<Step> = []
    private var iterations: [CellID: UInt64] = [:]

    init(_ records: [Record]) {
        for record in records { add(record) }
    }

    mutating func add(_ record: Record) {
        let step = Step(record)
        records.append(record)
        done.insert(step)
        if case .report(let report) = record.outcome, let count = report.iterations {
            iterations[step.cell] = count
        }
    }

    /// Whether there is a record of it.
    func isDone(_ step: Step) -> Bool { done.contains(step) }

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
