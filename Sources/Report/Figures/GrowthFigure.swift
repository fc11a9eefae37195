import BenchResults
import Statistics

/// Cost against size, both logarithmic: a straight line is a power law, and its slope the exponent.
struct GrowthFigure {
    private let result: BenchResult
    private let series: [SweptCosts.Series]
    private let parameter: String

    init?(_ result: BenchResult) {
        guard let sweep = result.plan.sweep else { return nil }
        self.result = result
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
        script.add("set key outside right top vertical Left reverse samplen 3 title 'exponent' left")
        script.add("set grid xtics ytics back dashtype 1 linewidth 0.6 \(GnuplotScript.colour(Palette.grid))")
        var plots: [String] = []
        for (index, (series, points)) in drawn.enumerated() {
            script.add(
                data: "g\(index)",
                points.map { point in
                    point.map { [$0.size, $0.cost.median, $0.cost.lowerEnd, $0.cost.upperEnd] }
                })
            let exponent = series.exponent.map { " \($0)" } ?? ""
            plots.append(
                "$g\(index) using 1:2:3:4 with yerrorlines pointtype \(Palette.point(of: index)) pointsize 0.8 "
                    + "linewidth 1.5 dashtype \(Palette.dash(of: index)) "
                    + GnuplotScript.colour(Palette.colour(of: index))
                    + " title \(GnuplotScript.quoted(Legible.short(series.name) + exponent))")
        }
        script.add("plot " + plots.joined(separator: ", "))
        return Figure(
            name: name, title: "Cost by \(Legible.short(parameter))",
            alternative: "Cost of a callback by \(Legible.short(parameter)): "
                + drawn.map { "\(Legible.short($0.0.name)) \($0.0.verdict ?? "not fitted")" }
                .joined(separator: ", ") + ".",
            caption: """
                Cost of a callback as measured, median and 95 % interval over processes. An exponent of 1 is \
                linear growth, 0 none; it is fitted in each round (Theil and Sen), ± half of its interval.
                """,
            width: 860, height: max(340, 60 + drawn.count * 22), script: script.text)
    }
}
