/// The safety matrix: a row a scenario, a column a strategy.
struct SafetyTable {
    private let verdicts: Verdicts
    private let strategies: [String]
    private let glossary: Glossary
    private let left: Int

    /// Of the strategies that are wanted; of all of them when that is nil.
    init(verdicts: Verdicts, only wanted: [String]?, glossary: Glossary) {
        self.verdicts = verdicts
        self.glossary = glossary
        let known = Set(verdicts.strategies)
        strategies = wanted.map { $0.filter(known.contains) } ?? verdicts.strategies
        left = verdicts.strategies.count - strategies.count
    }

    var table: Table {
        let others = left > 0 ? " \(left) more strategies are in it." : ""
        return Table(
            caption: """
                What each strategy gets wrong, by scenario, from \(name: verdicts.source).\(others)
                """,
            columns: ["scenario"] + strategies,
            rows: verdicts.scenarios.map { scenario in
                Table.Row(
                    header: (scenario.number.map { "\($0) " } ?? "") + scenario.name,
                    cells: strategies.map { cell(verdicts.verdict(scenario.name, $0)) })
            } + [totals])
    }

    private var totals: Table.Row {
        Table.Row(
            header: "not ok",
            cells: strategies.map { strategy in
                verdicts.faults(of: strategy).map { Table.Cell("\($0.faulty)/\($0.judged)") }
                    ?? Table.Cell("–", look: .absent)
            })
    }

    private func cell(_ verdict: String?) -> Table.Cell {
        switch verdict {
        case nil: Table.Cell("–", look: .absent)
        case "ok": Table.Cell("ok", look: .sound)
        case "exit 2": Table.Cell("exit 2", look: .prescribed)
        case .some(let verdict) where verdict == "unavailable": Table.Cell("n/a", look: .absent)
        case .some(let verdict): Table.Cell(verdict, look: .fault)
        }
    }

    var legend: [Table.Cell] {
        glossary.verdicts.map { entry in
            Table.Cell(entry.entry, detail: entry.meaning, look: cell(entry.entry).look)
        }
    }

    var remarks: [Prose] { verdicts.remarks.map { Prose($0) } }
}
