import Cells

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
        let bodies = verdicts.bodies.map { " \($0)" } ?? ""
        return Table(
            caption: """
                What each strategy gets wrong, by scenario, from \(name: verdicts.source).\(others)\(bodies)
                """,
            columns: ["scenario"] + strategies,
            rows: verdicts.scenarios.map { scenario in
                Table.Row(
                    header: (scenario.number.map { "\($0) " } ?? "") + scenario.name,
                    cells: strategies.map {
                        cell(verdicts.verdict(scenario.name, $0), verdicts.otherVerdict(scenario.name, $0))
                    })
            } + [totals])
    }

    private var totals: Table.Row {
        Table.Row(
            header: "not ok",
            cells: strategies.map { strategy in
                guard let faults = verdicts.faults(of: strategy) else {
                    return Table.Cell("–", look: .absent)
                }
                let other = verdicts.otherFaults(of: strategy).map { " (\($0.faulty))" } ?? ""
                return Table.Cell("\(faults.faulty)/\(faults.judged)\(other)")
            })
    }

    private func cell(_ verdict: SafetyVerdict?, _ other: SafetyVerdict? = nil) -> Table.Cell {
        guard let verdict else { return Table.Cell("–", look: .absent) }
        if let other { return Table.Cell("\(verdict) (\(other))", look: cell(verdict).look) }
        return switch verdict {
        case .ok: Table.Cell("\(verdict)", look: .sound)
        case .prescribedExit(after: []): Table.Cell("\(verdict)", look: .prescribed)
        case .unavailable: Table.Cell("n/a", look: .absent)
        default: Table.Cell("\(verdict)", look: .fault)
        }
    }

    var legend: [Table.Cell] {
        glossary.verdicts.map { entry in
            Table.Cell(entry.verdict.description, detail: entry.meaning, look: cell(entry.verdict).look)
        }
    }

    var remarks: [Prose] { verdicts.remarks.map { Prose($0) } }
}
