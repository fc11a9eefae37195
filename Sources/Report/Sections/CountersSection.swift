import BenchResults
import PerfCounters

/// Where each counter comes from, and every cell with its counts.
struct CountersSection {
    let run: BenchResult

    // In a terminal the remarks have the sources, and what could not be read.
    var section: Document.Section { Document.Section(title: "Counters", blocks: blocks, place: .page) }

    private var blocks: [Document.Block] {
        guard !run.plan.counters.isEmpty else {
            return [.sentence("No counters were asked for in this run.")]
        }
        guard !run.counters.isEmpty else { return [.sentence("The counters of this run were not read.")] }
        return [
            .table(
                Table(
                    caption: "Counters, where they come from, and why some could not be read.",
                    columns: ["counter", "source", "event", "modes", "unit", "cells with it", "remarks"],
                    rows: run.counters.map(row), isText: true))
        ] + derived
    }

    private var derived: [Document.Block] {
        guard !run.plan.derived.isEmpty else { return [] }
        let remarks = DerivedCounters(run).remarks
        let rows = run.plan.derived.map { ratio in
            let cells = run.cells.compactMap { cell in cell.derived?.first { $0.name == ratio.name } }
            let given = cells.count { $0.value != nil }
            let texts = remarks.filter { $0.name == ratio.name }.map(\.remark)
            return Table.Row(
                header: ratio.name,
                cells: [
                    Table.Cell(ratio.formula),
                    Table.Cell("\(given) of \(cells.count)", look: given == 0 ? .absent : .plain),
                    Table.Cell(texts.joined(separator: "; ")),
                ])
        }
        return [
            .table(
                Table(
                    caption: """
                        What is derived of counters that were read together. Cells have the median of the ratios of \
                        their processes, and its interval.
                        """,
                    columns: ["name", "is", "cells with it", "remarks"], rows: rows, isText: true))
        ]
    }

    private func row(_ counter: CounterProvenance) -> Table.Row {
        let tried = run.cells.count { cell in cell.counters.contains { $0.name == counter.name } }
        let counted = counter.cellsWithout < 0 ? tried : max(0, tried - counter.cellsWithout)
        let remarks = counter.notes + [counter.unavailability?.description].compactMap { $0 }
        return Table.Row(
            header: counter.name,
            cells: [
                Table.Cell(counter.source.rawValue), Table.Cell(counter.resolvedName),
                Table.Cell(counter.privilege.rawValue), Table.Cell(counter.unit.rawValue),
                Table.Cell("\(counted) of \(tried)", look: counted == 0 ? .absent : .plain),
                Table.Cell(remarks.joined(separator: "; ")),
            ])
    }
}
