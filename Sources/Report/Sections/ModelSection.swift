import BenchResults
import Statistics

/// The model beside the real runtimes of a run.
struct ModelSection {
    private let run: BenchResult
    private let rows: [ModelComparison.Row]

    init(run: BenchResult) {
        self.run = run
        rows = ModelComparison(run).rows
    }

    /// Nil where there is nothing to set beside anything.
    var section: Document.Section? {
        guard !rows.isEmpty else { return nil }
        return Document.Section(
            title: "The model beside real runtimes",
            blocks: [
                .sentence(
                    """
                    The difference between two strategies of the model, and between two real runtimes that ship \
                    them, paired by round. A real difference also has in it whatever else changed between the \
                    two. No ratio is given where either may be zero. \(name: "docs/model.md") lists what the model does \
                    differently, with its size and its cause.
                    """),
                .table(
                    Table(
                        columns: ["workload", "model", "real", "model ns", "real ns", "model ÷ real"],
                        rows: rows.map(row))),
            ])
    }

    private func row(_ row: ModelComparison.Row) -> Table.Row {
        let ratio = row.ratio.map { ratio in
            "\(Quantity.digits(ratio.median, 2)) (\(Quantity.digits(ratio.lower, 2)) to "
                + "\(Quantity.digits(ratio.upper, 2)))"
        }
        return Table.Row(
            header: row.workload,
            cells: [
                "\(row.strategies.first) − \(row.strategies.second)",
                "\(row.runtimes.first) − \(row.runtimes.second)",
                Quantity.difference(row.model), Quantity.difference(row.real), ratio ?? "not told apart",
            ].map { Table.Cell($0) })
    }
}
