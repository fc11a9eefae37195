import BenchResults

/// What each strategy gets wrong: the matrix with its letters, and what else was found.
struct SafetyBlocks {
    private let verdicts: Verdicts
    private let table: SafetyTable

    /// Of the strategies that are wanted; of all of them when that is nil.
    init(verdicts: Verdicts, only wanted: [String]? = nil, glossary: Glossary) {
        self.verdicts = verdicts
        table = SafetyTable(verdicts: verdicts, only: wanted, glossary: glossary)
    }

    var matrix: [Document.Block] { [.table(table.table), .legend(table.legend)] }

    var details: [Document.Block] {
        (verdicts.corruptions.isEmpty ? [] : [.table(rates)])
            + (table.remarks.isEmpty ? [] : [.remarks(table.remarks)])
    }

    var section: Document.Section { Document.Section(title: "Safety", blocks: matrix + details) }

    /// Scenarios of chance have rates.
    private var rates: Table {
        let callbacks = verdicts.corruptions.first?.corruption.callbacks ?? 0
        return Table(
            caption: """
                How stray writes to SP are noticed: shares with their 95 % intervals; never: in \(callbacks) \
                callbacks; distance: of SP from the stack, where it was accepted.
                """,
            columns: [
                "scenario and strategy", "first callback accepted", "never noticed", "median distance",
            ],
            rows: verdicts.corruptions.map { cell, corruption in
                Table.Row(
                    header: cell,
                    cells: [
                        Table.Cell(rate(corruption.firstAccepted)), Table.Cell(rate(corruption.neverNoticed)),
                        Table.Cell(corruption.medianAcceptedDistance.map(Quantity.bytes) ?? ""),
                    ])
            })
    }

    private func rate(_ rate: CheckCell.Rate) -> String {
        let interval = "\(Quantity.digits(rate.lower * 100)) to \(Quantity.digits(rate.upper * 100)) %"
        return "\(rate.count) of \(rate.trials) (\(interval))"
    }
}
