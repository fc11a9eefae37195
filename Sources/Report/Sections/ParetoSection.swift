import BenchResults

/// Cost against faults: who is dominated by whom.
struct ParetoSection {
    let run: BenchResult
    let verdicts: Verdicts?
    let figure: Figure?

    var section: Document.Section { Document.Section(title: "Cost against faults", blocks: blocks) }

    private var blocks: [Document.Block] {
        let entries = Pareto(run, verdicts: verdicts?.byStrategy ?? [:]).entries
        guard !entries.isEmpty else { return [.sentence("There is no strategy to compare.")] }
        let table = Table(
            caption: """
                Which strategies no other dominates. One dominates another if it is nowhere slower, has no more \
                faults, and is somewhere faster or has fewer faults. Slower means that the intervals lie apart; \
                a strategy that died is slower than one that did not.
                """,
            columns: ["strategy", "dead workloads", "faulty scenarios", "dominated by"],
            rows: entries.map { entry in
                Table.Row(
                    header: entry.strategy,
                    cells: [
                        Table.Cell("\(entry.deadWorkloads)"),
                        entry.faultyScenarios.map { Table.Cell("\($0)") } ?? Table.Cell("?", look: .absent),
                        Table.Cell(
                            entry.dominatedBy.isEmpty
                                ? "no other" : entry.dominatedBy.joined(separator: ", "),
                            look: entry.dominatedBy.isEmpty ? .better : .plain),
                    ])
            }, isText: true)
        return [.table(table)] + (figure.map { [.figure($0)] } ?? [])
            + [
                .sentence(
                    verdicts.map { "Faulty scenarios: from \(name: $0.source)." }
                        ?? "Compared by cost alone: there are no verdicts of \(name: "bench check").")
            ]
    }
}
