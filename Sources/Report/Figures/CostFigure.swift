import BenchResults
import Cells
import Statistics

/// The cost of every strategy and every real runtime in every workload with its interval, on one logarithmic axis.
struct CostFigure {
    /// Workloads that one picture can show.
    static let mostWorkloads = 24

    private let workloads: [String]
    private let total: Int
    private let subjects: [String]
    private let cells: [String: [String: CellResult]]
    private let marks: Marks

    init(_ result: BenchResult, marks: Marks) {
        self.marks = marks
        let own = result.cells.filter { [.strategy, .runtime].contains($0.kind) }
        cells = Dictionary(grouping: own, by: \.workload).mapValues {
            Dictionary($0.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
        }
        subjects = result.strategies.map(\.name) + result.plan.runtimeLabels
        let all = result.plan.blocks.map(\.workload).filter { [cells] in cells[$0] != nil }
        total = all.count
        let spread = cells.mapValues { cells in cells.values.compactMap { $0.ratioToBest?.median }.max() ?? 0
        }
        let shown = Set(
            all.sorted { (spread[$0] ?? 0, $1) > (spread[$1] ?? 0, $0) }.prefix(Self.mostWorkloads))
        workloads = all.filter(shown.contains)
    }

    /// The picture; nil when nothing has a cost.
    func figure(named name: String) -> Figure? {
        let costs = workloads.flatMap { workload in
            subjects.compactMap { cells[workload]?[$0]?.nanosecondsPerCallback }
        }.filter { $0.median > 0 }
        guard let least = costs.map(\.lowerEnd).min(), let most = costs.map(\.upperEnd).max() else {
            return nil
        }
        let hasDead = workloads.contains { workload in subjects.contains { isDead(workload, $0) } }
        var script = GnuplotScript()
        let dead = most * 6
        prepare(&script, least: least, most: most, dead: hasDead ? dead : nil)
        var plots: [String] = []
        for (index, strategy) in subjects.enumerated() {
            let rows = points(of: strategy, index, dead: dead)
            guard !rows.living.isEmpty || !rows.dead.isEmpty else { continue }
            script.add(data: "s\(index)", rows.living)
            script.add(data: "d\(index)", rows.dead)
            let title = "title \(GnuplotScript.quoted(Legible.short(strategy)))"
            let style = "\(marks[strategy].options) pointsize 0.7 linewidth 1.2"
            if !rows.living.isEmpty {
                plots.append("$s\(index) using 1:2:3:4 with xerrorbars \(style) \(title)")
            }
            if !rows.dead.isEmpty {
                plots.append(
                    "$d\(index) using 1:2 with points \(style) "
                        + (rows.living.isEmpty ? title : "notitle"))
            }
        }
        script.add("plot " + plots.joined(separator: ", "))
        return Figure(
            name: name, title: "Cost of a callback by workload",
            alternative: "Cost of a callback by workload and strategy, from "
                + "\(Quantity.time(least)) to \(Quantity.time(most)); the table of costs has the numbers.",
            caption: caption, width: 860, height: max(200, 90 + workloads.count * rowHeight),
            script: script.text)
    }

    private var caption: Prose {
        let part =
            workloads.count < total
            ? " The \(workloads.count) of \(total) workloads in which strategies differ most." : ""
        return "Cost of a callback as measured, median and 95 % interval over processes.\(part)"
    }

    private var rowHeight: Int { max(22, 5 * subjects.count + 6) }

    private func prepare(_ script: inout GnuplotScript, least: Double, most: Double, dead: Double?) {
        let last = workloads.count - 1
        script.add("set logscale x")
        script.add(
            "set xrange [\(GnuplotScript.number(least / 1.5)):\(GnuplotScript.number((dead ?? most) * 2))]")
        script.add("set yrange [\(last).6:-0.6]")
        script.add("set key outside right top vertical Left reverse samplen 1.5")
        let labels = workloads.enumerated().map { index, name in
            "\(GnuplotScript.quoted(Legible.short(name))) \(index)"
        }
        script.add("set ytics scale 0 (\(labels.joined(separator: ", ")))")
        script.add("set xtics \(GnuplotScript.timeTics(least / 1.5...most * 1.2))")
        if let dead { script.add("set xtics add ('died' \(GnuplotScript.number(dead)))") }
        script.add("set xlabel 'cost of a callback' textcolor rgb \"\(Palette.ink.light)\"")
        script.add("set grid xtics back dashtype 1 linewidth 0.6 \(GnuplotScript.colour(Palette.grid))")
        for index in workloads.indices.dropFirst() {
            script.add(
                "set arrow from graph 0, first \(index - 1).5 to graph 1, first \(index - 1).5 nohead back "
                    + "linewidth 0.6 \(GnuplotScript.colour(Palette.grid))")
        }
    }

    private func points(
        of strategy: String, _ index: Int, dead: Double
    ) -> (living: [[Double]], dead: [[Double]]) {
        var (living, gone): ([[Double]], [[Double]]) = ([], [])
        // Strategies of one cost would hide one another on one line.
        let offset =
            (Double(index) - Double(subjects.count - 1) / 2) * 0.72 / Double(max(1, subjects.count))
        for (row, workload) in workloads.enumerated() {
            let y = Double(row) + offset
            if let cost = cells[workload]?[strategy]?.nanosecondsPerCallback, cost.median > 0 {
                living.append([cost.median, y, cost.lowerEnd, cost.upperEnd])
            } else if isDead(workload, strategy) {
                gone.append([dead, y])
            }
        }
        return (living, gone)
    }

    private func isDead(_ workload: String, _ strategy: String) -> Bool {
        let status = cells[workload]?[strategy]?.status
        return status?.isDeath == true
    }
}
