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
                Cost of a callback by \(plan.parameter), as measured (median and its 95 % interval), and \
                the line that was fitted in each round: a fixed part, and a part for each unit of the size. Flat: \
                the line adds less than half over all sizes; linear: its slope is above 0 and the costs lie on \
                it; other: they do not; inconclusive: the intervals allow more than one of these.
                """,
            columns: [plan.parameter] + points.series.map(\.name),
            rows: plan.points.map { point in
                Table.Row(
                    header: "\(point.size)",
                    cells: points.series.map { cost(point.workload, $0.name) })
            } + [
                Table.Row(header: "fixed part", cells: points.series.map { part($0, \.fixed, by: 1) }),
                Table.Row(header: "each 1000", cells: points.series.map { part($0, \.slope, by: 1000) }),
                Table.Row(header: "growth", cells: points.series.map { Table.Cell($0.verdict ?? "–") }),
            ])
        return [.table(table)] + (figure.map { [.figure($0)] } ?? [])
            + (remarks.isEmpty ? [] : [.remarks(remarks)])
    }

    /// A part of the line, where it is one.
    private func part(
        _ series: SweptCosts.Series, _ part: KeyPath<LinearGrowth, Estimate>, by factor: Double
    ) -> Table.Cell {
        guard let linear = series.linear, linear.verdict == .linear else { return Table.Cell("–") }
        return Table.Cell(Quantity.difference(linear[keyPath: part].multiplied(by: factor)))
    }

    private func cost(_ workload: String, _ subject: String) -> Table.Cell {
        let cell = sweep.cells.first { $0.workload == workload && $0.subject == subject }
        guard let cell, let cost = cell.nanosecondsPerCallback else {
            return Table.Cell(
                cell?.status.rawValue ?? "–", look: cell?.status.isDeath == true ? .dead : .absent)
        }
        return Table.Cell(Quantity.time(cost.median), detail: Quantity.interval(cost))
    }
}
