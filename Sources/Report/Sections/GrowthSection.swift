import BenchResults
import Statistics

/// How cost grows with size.
struct GrowthSection {
    let sweep: BenchResult
    let figure: Figure?

    var section: Document.Section { Document.Section(title: "Growth", blocks: blocks) }

    private var blocks: [Document.Block] {
        guard let plan = sweep.plan.sweep else { return [] }
        let remarks: [Prose] = [plan.capReason.map { Prose("\($0).") }].compactMap { $0 }
        let points = SweptCosts(sweep)
        guard !points.series.isEmpty else {
            return [.sentence("No size of the sweep was measured."), .remarks(remarks)]
        }
        let table = Table(
            caption: """
                Cost of a callback by \(plan.parameter), as measured (median ± half of its 95 % interval), and \
                the exponent of the fitted power law (± half of its 95 % interval over rounds).
                """,
            columns: [plan.parameter] + points.series.map(\.name),
            rows: plan.points.map { point in
                Table.Row(
                    header: "\(point.size)",
                    cells: points.series.map { cost(point.workload, $0.name) })
            } + [
                Table.Row(header: "exponent", cells: points.series.map { Table.Cell($0.exponent ?? "–") }),
                Table.Row(header: "growth", cells: points.series.map { Table.Cell($0.verdict ?? "–") }),
            ])
        return [.table(table)] + (figure.map { [.figure($0)] } ?? [])
            + (remarks.isEmpty ? [] : [.remarks(remarks)])
    }

    private func cost(_ workload: String, _ subject: String) -> Table.Cell {
        let cell = sweep.cells.first { $0.workload == workload && $0.subject == subject }
        guard let cell, let cost = cell.nanosecondsPerCallback else {
            return Table.Cell(
                cell?.status.rawValue ?? "–", look: cell?.status.isDeath == true ? .dead : .absent)
        }
        return Table.Cell(Quantity.time(cost.median), detail: Quantity.halfInterval(cost))
    }
}
