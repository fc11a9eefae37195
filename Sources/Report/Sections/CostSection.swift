import BenchResults

/// What each strategy costs where, and what it gets wrong: the two tables that are to be read together.
struct CostSection {
    let run: BenchResult
    /// Verdicts of the same strategies, if there are any.
    let verdicts: Verdicts?
    let glossary: Glossary
    /// Whether this is the table that the matrix is shown beside.
    let isFirst: Bool
    let figure: Figure?

    var blocks: [Document.Block] {
        let map = HeatMap(run)
        guard !map.rows.isEmpty, !map.strategies.isEmpty else {
            return [.sentence("The result has no strategies beside its floor: there is no cost to show.")]
        }
        var blocks: [Document.Block] = []
        let costs = Document.Block.table(table(map))
        if !isFirst {
            blocks = [costs, .legend(costLegend)]
        } else if let verdicts {
            let matrix = SafetyTable(verdicts: verdicts, only: map.strategies, glossary: glossary)
            blocks = [
                .beside([
                    [costs, .legend(costLegend)], [.table(matrix.table), .legend(matrix.legend)],
                ])
            ]
            blocks += matrix.remarks.isEmpty ? [] : [.remarks(matrix.remarks)]
        } else {
            blocks = [
                costs, .legend(costLegend),
                .sentence(
                    """
                    No verdicts were given, so what the strategies get wrong is not shown: add the result of \
                    \(name: "bench check") or \(name: "results/reference/expectations.json").
                    """),
            ]
        }
        return blocks + (figure.map { [.figure($0)] } ?? [])
    }

    private func table(_ map: HeatMap) -> Table {
        let meaning =
            map.isNet
            ? "less what \(Legible.text(run.floor)) costs in the same round"
            : "as measured, for the floor was not"
        return Table(
            caption: """
                Cost of a callback, \(meaning): median over processes ± half of its 95 % interval, in the same \
                unit. Bold: the cheapest of its workload, or not told from it.
                """,
            columns: ["workload"] + map.strategies,
            rows: map.rows.map { row in
                Table.Row(header: row.workload, cells: row.cells.map(Self.cell))
            })
    }

    private static func cell(_ cell: HeatMap.Cell) -> Table.Cell {
        Table.Cell(cell.text, detail: cell.interval, look: look(cell.level), isBest: cell.isBest)
    }

    private static func look(_ level: HeatMap.Level) -> Table.Look {
        switch level {
        case .nothing: .level(0)
        case .decade(let decade): .level(decade + 1)
        case .dead: .dead
        case .absent: .absent
        }
    }

    private var costLegend: [Table.Cell] {
        let limits = ["10 ns", "100 ns", "1 µs", "10 µs", "100 µs", "1 ms"]
        var cells = [Table.Cell("~0", detail: "not told from nothing", look: .level(0))]
        for (index, limit) in limits.enumerated() {
            cells.append(Table.Cell("< \(limit)", look: .level(index + 1)))
        }
        return cells + [
            Table.Cell("≥ 1 ms", look: .level(7)),
            Table.Cell("died", detail: "ended the process, or hung", look: .dead),
        ]
    }
}
