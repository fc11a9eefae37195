import BenchResults
import Cells
import Statistics

/// What lies behind the cells of a workload: the processes, each with its samples.
struct SampleTable {
    let cells: [CellResult]
    /// Places of the run in the report and of the workload in the run.
    let place: (run: Int, workload: Int)

    /// Where a cell's processes stand on a page.
    static func anchor(_ place: (run: Int, workload: Int), subject: Int) -> String {
        "samples-\(place.run)-\(place.workload)-\(subject)"
    }

    /// The place of a cell among those of its workload; nil when it was not timed.
    static func place(of cell: CellResult, in run: BenchResult) -> Int? {
        guard !cell.replicates.isEmpty else { return nil }
        return run.cells.filter { $0.workload == cell.workload }.firstIndex { $0.subject == cell.subject }
    }

    /// Nil where nothing was timed.
    var table: Table? {
        let timed = cells.enumerated().filter { !$1.replicates.isEmpty && ($1.iterations ?? 0) > 0 }
        let rounds = Set(timed.flatMap { $1.replicates.map(\.round) }).sorted()
        guard !rounds.isEmpty else { return nil }
        return Table(
            caption: """
                Each process: the median of its samples, and the range of them in the same unit. A process of a row \
                ran in the same round as those beside it.
                """,
            columns: ["round"] + timed.map(\.element.subject),
            anchors: Dictionary(
                uniqueKeysWithValues: timed.enumerated().map { column, cell in
                    (column + 1, Self.anchor(place, subject: cell.offset))
                }),
            rows: rounds.map { round in
                Table.Row(header: "\(round)", cells: timed.map { process($0.element, in: round) })
            })
    }

    private func process(_ cell: CellResult, in round: Int) -> Table.Cell {
        guard let replicate = cell.replicates.first(where: { $0.round == round }),
            let iterations = cell.iterations(of: replicate)
        else { return Table.Cell("–", look: .absent) }
        let costs = replicate.nanoseconds.map { Double($0) / Double(iterations) }
        guard let median = try? Median.of(costs), let least = costs.min(), let most = costs.max() else {
            return Table.Cell("–", look: .absent)
        }
        return Table.Cell(Quantity.time(median), detail: Quantity.range(least, most, of: median))
    }
}
