import BenchResults
import Cells
import ChildProtocol
import Statistics

/// What each strategy costs where it matters, and what it gets wrong: a row for each, to be read first.
struct SummarySection {
    let run: BenchResult
    let verdicts: Verdicts?

    /// Nil where there is no strategy beside the floor.
    var section: Document.Section? {
        let map = HeatMap(run, form: .brief)
        let situations = self.situations
        guard !map.subjects.isEmpty, !situations.isEmpty else { return nil }
        return Document.Section(
            title: "At a glance",
            blocks: [
                .table(
                    Table(
                        caption: caption,
                        columns: ["strategy"] + situations + ["at worst", "queries"]
                            + (verdicts == nil ? [] : ["not ok"]),
                        rows: map.subjects.map { strategy in
                            Table.Row(
                                header: strategy,
                                cells: situations.map { map.cell(of: strategy, in: $0) } + [
                                    worst(strategy), queries(strategy),
                                ]
                                    + (verdicts.map { [faults(strategy, $0)] } ?? []))
                        }))
            ])
    }

    private var caption: Prose {
        let faults: Prose =
            verdicts.map { "; not ok: scenarios that it gets wrong, from \(name: $0.source)" } ?? ""
        let queries: Prose = crossing.map { "; queries: to the system, a callback on \(name: $0)" } ?? ""
        return
            "Cost of a callback, less the floor, in \(situations.count) situations; at worst: in all \(workloads.count)"
            + queries + faults + ". The intervals are below."
    }

    private var workloads: [String] { run.plan.blocks.map(\.workload) }

    /// A thread's own stack, the main thread with the most mappings, most coroutines: the last that there is of each.
    private var situations: [String] {
        // Switching by `swapcontext` costs two system calls, which are nobody's choice of bounds.
        let coroutines = workloads.filter { $0.hasPrefix("coroutine/") }
        return [
            workloads.first { $0 == "thread" },
            workloads.last { $0 == "main" || $0.hasPrefix("main-mappings/") },
            coroutines.last { $0.hasSuffix("/assembly") } ?? coroutines.last,
        ].compactMap { $0 }
    }

    /// Where a remembered answer is of no use.
    private var crossing: String? { situations.last { $0.hasPrefix("coroutine/") } ?? situations.last }

    private func cells(_ strategy: String) -> [CellResult] {
        run.cells.filter { $0.kind == .strategy && $0.subject == strategy }
    }

    private func worst(_ strategy: String) -> Table.Cell {
        let own = cells(strategy)
        let dead = own.count { $0.status.isDeath }
        if dead > 0 { return Table.Cell("died in \(dead)", look: .dead) }
        let costs = own.compactMap { $0.netOfFloor ?? $0.nanosecondsPerCallback }
        if costs.isEmpty { return Table.Cell("–", look: .absent) }
        let measurable = costs.filter { !Quantity.isNothing($0, resolution: run.resolution) }
        guard let most = measurable.map(\.median).max(), most > 0 else {
            return Table.Cell("~0", look: .level(0))
        }
        return Table.Cell(Quantity.time(most), look: .level(HeatMap.level(of: most)))
    }

    private func queries(_ strategy: String) -> Table.Cell {
        let cell = cells(strategy).first { $0.workload == crossing }
        return cell?.queriesPerCallback.map { Table.Cell(Quantity.count($0)) }
            ?? Table.Cell("–", look: .absent)
    }

    private func faults(_ strategy: String, _ verdicts: Verdicts) -> Table.Cell {
        guard let faults = verdicts.faults(of: strategy) else { return Table.Cell("–", look: .absent) }
        return Table.Cell("\(faults.faulty) of \(faults.judged)")
    }
}
