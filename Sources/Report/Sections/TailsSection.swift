import BenchResults

/// The tails of callbacks: what the slowest take.
struct TailsSection {
    let run: BenchResult
    let figure: Figure?
    /// Whether every cell has its row: a page of many results has the pictures only.
    let hasEveryCell: Bool

    var section: Document.Section {
        // A terminal's reader knows what was asked for; a page answers what it lacks.
        Document.Section(
            title: "Latency tails", blocks: blocks + (reasons.isEmpty ? [] : [.remarks(reasons)]),
            place: run.plan.latencyRounds == nil ? .page : .pageAndTerminal)
    }

    private var reasons: [Prose] {
        run.workloads.compactMap { workload in
            guard let reason = workload.latencyUnavailable, run.plan.latencyRounds != nil else { return nil }
            return "\(name: workload.name) has none: \(reason)."
        }
    }

    private var blocks: [Document.Block] {
        let cells = run.cells.filter { $0.latency != nil }
        guard let first = cells.first?.latency else {
            return [
                .sentence(
                    run.plan.latencyRounds == nil
                        ? "No latency was measured in this run: \(name: "bench --latency") does."
                        : "No latency was measured.")
            ]
        }
        if !hasEveryCell {
            return figure.map { [.figure($0)] } ?? [.sentence("A report of this result alone has its tails.")]
        }
        let names = first.quantiles.map(\.name)
        let table = Table(
            caption: """
                Time of a callback by percentile. What is timed is a batch, with one reading of the clock in it, \
                divided by its callbacks: one callback may have taken up to 'batch' times as long. –: too few \
                batches to tell it from the maximum.
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
