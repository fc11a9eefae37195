import BenchResults
import Cells

/// Percentiles of each strategy in the workload where their tails differ most.
struct TailsFigure {
    private let workload: String
    private let cells: [(cell: CellResult, latency: CellLatency)]
    private let marks: Marks

    /// Nil where no workload has the tails of a strategy.
    init?(_ run: BenchResult, marks: Marks) {
        self.marks = marks
        let measured = run.cells.compactMap { cell in
            cell.kind == .strategy ? cell.latency.map { (cell: cell, latency: $0) } : nil
        }
        let byWorkload = Dictionary(grouping: measured, by: \.cell.workload)
        func spread(_ workload: String) -> Double {
            let slowest = (byWorkload[workload] ?? []).map(\.latency.max).filter { $0 > 0 }
            return (slowest.max() ?? 1) / (slowest.min() ?? 1)
        }
        let order = run.plan.blocks.map(\.workload).filter { byWorkload[$0] != nil }
        guard let widest = order.max(by: { spread($0) < spread($1) }) else { return nil }
        workload = widest
        cells = byWorkload[widest] ?? []
    }

    /// The picture; nil without two percentiles of a strategy.
    func figure(named name: String) -> Figure? {
        let names = cells.first?.latency.quantiles.map(\.name) ?? []
        let series = cells.map { cell, latency in
            (
                cell.subject,
                latency.quantiles.enumerated().map { index, quantile in
                    quantile.nanoseconds.flatMap { $0 > 0 ? (Double(index), $0) : nil }
                }
            )
        }.filter { $0.1.count { $0 != nil } > 1 }
        let values = series.flatMap { $0.1.compactMap { $0?.1 } }
        guard let least = values.min(), let most = values.max() else { return nil }
        var script = GnuplotScript()
        script.add("set logscale y")
        script.add("set xrange [-0.3:\(names.count - 1).3]")
        script.add("set yrange [\(GnuplotScript.number(least / 1.6)):\(GnuplotScript.number(most * 1.6))]")
        let labels = names.enumerated().map { "\(GnuplotScript.quoted($1)) \($0)" }
        script.add("set xtics (\(labels.joined(separator: ", ")))")
        script.add("set ytics \(GnuplotScript.timeTics(least / 1.6...most * 1.6))")
        script.add("set xlabel 'percentile of batches' textcolor rgb \"\(Palette.ink.light)\"")
        script.add("set ylabel 'time of a callback' textcolor rgb \"\(Palette.ink.light)\"")
        let height = 360
        var endLabels = EndLabels(range: least / 1.6...most * 1.6, isLogarithmic: true, height: height)
        script.add("set grid ytics back dashtype 1 linewidth 0.6 \(GnuplotScript.colour(Palette.grid))")
        var plots: [String] = []
        for (position, (subject, points)) in series.enumerated() {
            script.add(data: "t\(position)", points.map { $0.map { [$0.0, $0.1] } })
            let mark = marks[subject]
            if let last = points.compactMap(\.self).last {
                endLabels.add(Legible.short(subject), mark, x: last.0, y: last.1)
            }
            plots.append(
                "$t\(position) using 1:2 with linespoints \(mark.options) pointsize 0.8 linewidth 1.5")
        }
        endLabels.draw(in: &script)
        script.add("plot " + plots.joined(separator: ", "))
        return Figure(
            name: name, title: "Tails on \(Legible.short(workload))",
            alternative: "Time of a callback by percentile and strategy on \(Legible.short(workload)), from "
                + "\(Quantity.time(least)) to \(Quantity.time(most)); the table has the numbers.",
            caption:
                "Time of a callback on \(name: workload), the workload whose slowest batches differ most.",
            width: 860, height: height, script: script.text)
    }
}
