import BenchResults

/// Cost against faults: who is dominated by whom.
struct ParetoSection {
    let run: BenchResult
    let verdicts: Verdicts?
    let figure: Figure?

    var blocks: [Document.Block] {
        let entries = Pareto(run, verdicts: verdicts?.byStrategy ?? [:]).entries
        guard !entries.isEmpty else { return [.sentence("There is no strategy to compare.")] }
        let table = Table(
            caption: """
                Which strategies no other dominates: none that is nowhere slower and has no more faults, and is \
                somewhere faster or has fewer. Slower means that the intervals lie apart; a strategy that died \
                is slower than one that lives.
                """,
            columns: ["strategy", "dead workloads", "faulty scenarios", "dominated by"],
            rows: entries.map { entry in
                Table.Row(
                    header: entry.strategy,
                    cells: [
                        Table.Cell("\(entry.deadWorkloads)"),
                        entry.faultyScenarios.map { Table.Cell("\($0)") } ?? Table.Cell("?", look: .absent),
                        Table.Cell(
                            entry.dominatedBy.isEmpty ? "none" : entry.dominatedBy.joined(separator: ", "),
                            isBest: entry.dominatedBy.isEmpty),
                    ])
            })
        return [.table(table)] + (figure.map { [.figure($0)] } ?? [])
            + (verdicts == nil ? [.sentence("Compared by cost alone: no verdicts were given.")] : [])
    }
}
