import BenchResults
import Statistics

/// Cost against size, both logarithmic: a straight line is a power law, and its slope the exponent.
struct GrowthFigure {
    private let result: BenchResult
    private let series: [SweptCosts.Series]
    private let parameter: String
    private let marks: Marks

    init?(_ result: BenchResult, marks: Marks) {
        guard let sweep = result.plan.sweep else { return nil }
        (self.result, self.marks) = (result, marks)
        parameter = sweep.parameter
        series = SweptCosts(result).series
    }

    /// The picture; nil when no two sizes have a cost.
    func figure(named name: String) -> Figure? {
        let drawn = series.map { series in
            (series, series.points.map { $0.flatMap { $0.size > 0 && $0.cost.median > 0 ? $0 : nil } })
        }.filter { $0.1.count { $0 != nil } > 1 }
        let points = drawn.flatMap { $0.1.compactMap(\.self) }
        guard let least = points.map(\.cost.lowerEnd).min(),
            let most = points.map(\.cost.upperEnd).max(),
            let smallest = points.map(\.size).min(), let largest = points.map(\.size).max(),
            smallest < largest
        else { return nil }
        var script = GnuplotScript()
        script.add("set logscale xy")
        script.add(
            "set xrange [\(GnuplotScript.number(smallest / 1.2)):\(GnuplotScript.number(largest * 1.2))]")
        script.add("set yrange [\(GnuplotScript.number(least / 1.6)):\(GnuplotScript.number(most * 1.6))]")
        script.add("set xtics format '%.0f'")
        script.add("set ytics \(GnuplotScript.timeTics(least / 1.6...most * 1.6))")
        script.add(
            "set xlabel \(GnuplotScript.quoted("\(parameter) in the process")) "
                + "textcolor rgb \"\(Palette.ink.light)\"")
        script.add("set ylabel 'cost of a callback' textcolor rgb \"\(Palette.ink.light)\"")
        let height = max(340, 60 + drawn.count * 22)
        var labels = EndLabels(range: least / 1.6...most * 1.6, isLogarithmic: true, height: height)
        script.add("set grid xtics ytics back dashtype 1 linewidth 0.6 \(GnuplotScript.colour(Palette.grid))")
        var plots: [String] = []
        for (index, (series, points)) in drawn.enumerated() {
            script.add(
                data: "g\(index)",
                points.map { point in
                    point.map { [$0.size, $0.cost.median, $0.cost.lowerEnd, $0.cost.upperEnd] }
                })
            let mark = marks[series.name]
            let exponent = series.exponent.map { " \($0)" } ?? ""
            if let last = points.compactMap(\.self).last {
                labels.add(Legible.short(series.name) + exponent, mark, x: last.size, y: last.cost.median)
            }
            plots.append(
                "$g\(index) using 1:2:3:4 with yerrorlines \(mark.options) pointsize 0.8 linewidth 1.5")
        }
        labels.draw(in: &script)
        script.add("plot " + plots.joined(separator: ", "))
        return Figure(
            name: name, title: "Cost by \(Legible.short(parameter))",
            alternative: "Cost of a callback by \(Legible.short(parameter)): "
                + drawn.map { "\(Legible.short($0.0.name)) \($0.0.verdict ?? "not fitted")" }
                .joined(separator: ", ") + ".",
            caption: """
                Cost of a callback as measured, median and 95 % interval over processes. The number behind \
                a name is the exponent, ± half of its interval: 1 is linear growth, 0 none. It is fitted in each \
                round (Theil and Sen).
                """,
            width: 860, height: height, script: script.text)
    }
}
