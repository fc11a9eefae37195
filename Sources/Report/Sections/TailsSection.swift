import BenchResults

/// The tails of callbacks: what the slowest take.
struct TailsSection {
    let run: BenchResult
    let figure: Figure?
    /// Whether every cell has its row: a page of many results has the pictures only.
    let hasEveryCell: Bool

    var blocks: [Document.Block] {
        let cells = run.cells.filter { $0.latency != nil }
        guard let first = cells.first?.latency else {
            return [.sentence("No latency was measured in this run: \(name: "bench --latency") does.")]
        }
        if !hasEveryCell {
            return figure.map { [.figure($0)] } ?? [.sentence("A report of this result alone has its tails.")]
        }
        let names = first.quantiles.map(\.name)
        let table = Table(
            caption: """
                Time of a callback by percentile. What is timed is a batch, divided by its callbacks: one callback \
                of the slowest batch may have taken as many times more.
                """,
            columns: ["cell", "batch", "batches", "clock"] + names,
            rows: cells.compactMap { cell in
                guard let latency = cell.latency else { return nil }
                return Table.Row(
                    header: cell.name,
                    cells: [
                        Table.Cell("\(latency.batch)"), Table.Cell("\(latency.count)"),
                        Table.Cell(Quantity.time(latency.clockCost)),
                    ]
                        + latency.quantiles.map { quantile in
                            quantile.nanoseconds.map { Table.Cell(Quantity.time($0)) }
                                ?? Table.Cell("–", look: .absent)
                        })
            })
        return (figure.map { [.figure($0)] } ?? [])
            + [.folded("Percentiles of \(cells.count) cells", [.table(table)])]
    }
}
