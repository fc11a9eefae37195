import Cells
import ChildProtocol

extension RunPlan {
    /// What a record is of: one child's part in a plan.
    private struct Place: Hashable {
        let pass: Record.Pass
        let cell: CellID
        let round: Int
    }

    /// The records that have a place in the plan, the last of each place, in the order in which they came. A
    /// failed step is run again, and a journal may have been put together from pieces.
    package func latest(of records: [Record]) -> [Record] {
        let cells = Set(blocks.flatMap(\.cells))
        var indices: [Place: Int] = [:]
        for (index, record) in records.enumerated()
        where cells.contains(record.cell) && (0..<rounds(of: record.pass)).contains(record.round) {
            indices[Place(pass: record.pass, cell: record.cell, round: record.round)] = index
        }
        return indices.values.sorted().map { records[$0] }
    }

    private func rounds(of pass: Record.Pass) -> Int {
        switch pass {
        case .calibrate, .exact: 1
        case .count: counterRounds ?? 1
        case .sample: processes
        case .latency: latencyRounds ?? 0
        }
    }
}

extension Record {
    /// Whether it says nothing about the strategy, so that its step is to be run again when the run is
    /// resumed: the child was killed from outside, or could not do its task.
    package var isFailure: Bool {
        switch outcome {
        case .death(let death): !death.isByStrategy
        case .report(let report): report.failure != nil
        }
    }
}
