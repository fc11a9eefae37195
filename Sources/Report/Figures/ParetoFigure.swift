import BenchResults
import Cells
import Statistics

/// Cost against faults: down and to the left is better.
struct ParetoFigure {
    private struct Entry {
        let strategy: String
        let faults: Int
        let deaths: Int
        let isDominated: Bool
        /// Of the workloads that it lived in, growing.
        let costs: [Double]
    }

    private let entries: [Entry]
    private let workloads: Int
    private let scenarios: Int
    private let marks: Marks

    init(_ run: BenchResult, verdicts: Verdicts, marks: Marks) {
        self.marks = marks
        workloads =
            Set(run.cells.filter { $0.kind == .strategy && $0.status != .pending }.map(\.workload)).count
        scenarios = verdicts.scenarios.count
        entries = Pareto(run, verdicts: verdicts.byStrategy).entries.compactMap { entry in
            let costs = run.cells.filter { $0.kind == .strategy && $0.subject == entry.strategy }
                .compactMap(\.nanosecondsPerCallback?.median).filter { $0 > 0 }.sorted()
            guard let faults = entry.faultyScenarios, !costs.isEmpty else { return nil }
            return Entry(
                strategy: entry.strategy, faults: faults, deaths: entry.deadWorkloads,
                isDominated: !entry.dominatedBy.isEmpty, costs: costs)
        }
    }

    /// The picture; nil when no strategy has both a cost and verdicts.
    func figure(named name: String) -> Figure? {
        guard let least = entries.compactMap(\.costs.first).min(),
            let most = entries.compactMap(\.costs.last).max(), let fewest = entries.map(\.faults).min(),
            let largest = entries.map(\.faults).max()
        else { return nil }
        var script = GnuplotScript()
        let height = 420
        let room = max(1.5, Double(largest - fewest) * 0.12)
        let bounds = (low: Double(fewest) - room, high: Double(largest) + room)
        script.add("set logscale x")
        script.add("set xrange [\(GnuplotScript.number(least / 1.6)):\(GnuplotScript.number(most * 1.6))]")
        script.add("set yrange [\(GnuplotScript.number(bounds.low)):\(GnuplotScript.number(bounds.high))]")
        script.add("set xtics \(GnuplotScript.timeTics(least / 1.6...most * 1.6))")
        script.add("set ytics format '%.0f'")
        script.add(
            "set xlabel 'cost of a callback: range and median over workloads' "
                + "textcolor rgb \"\(Palette.ink.light)\"")
        script.add(
            "set ylabel 'scenarios not ok, of \(scenarios)' textcolor rgb \"\(Palette.ink.light)\"")
        script.add("set grid xtics ytics back dashtype 1 linewidth 0.6 \(GnuplotScript.colour(Palette.grid))")
        var labels = EndLabels(range: bounds.low...bounds.high, isLogarithmic: false, height: height)
        var plots: [String] = []
        for (position, entry) in entries.enumerated() {
            guard let low = entry.costs.first, let high = entry.costs.last,
                let median = try? Median.of(entry.costs)
            else { continue }
            let y = level(of: position)
            let name = Legible.short(entry.strategy, limit: 22)
            let mark = marks[entry.strategy]
            labels.add(name + remark(on: entry), mark, x: high, y: y)
            script.add(data: "p\(position)", [[median, y, low, high]])
            plots.append(
                "$p\(position) using 1:2:3:4 with xerrorbars \(mark.options) pointsize 1.1 linewidth 2")
        }
        labels.draw(in: &script)
        script.add("plot " + plots.joined(separator: ", "))
        return Figure(
            name: name, title: "Cost against faults",
            alternative: "Cost of a callback against the number of faulty scenarios, by strategy: "
                + entries.map { "\(Legible.short($0.strategy)) \($0.faults)" }.joined(separator: ", ") + ".",
            caption: """
                Down and to the left is better. A bar reaches from the cheapest to the most expensive workload that \
                the strategy lived in, with a mark at the median. A strategy is dominated where another is as cheap \
                and as safe, and better in one of the two. Where a strategy died it has no cost, which flatters it.
                """,
            width: 860, height: height, script: script.text)
    }

    private func remark(on entry: Entry) -> String {
        (entry.isDominated ? ", dominated" : "")
            + (entry.deaths > 0 ? ", died in \(entry.deaths) of \(workloads)" : "")
    }

    /// Strategies with as many faults lie beside one another.
    private func level(of position: Int) -> Double {
        let faults = entries[position].faults
        let same = entries.indices.filter { entries[$0].faults == faults }
        let place = Double(same.firstIndex(of: position) ?? 0) - Double(same.count - 1) / 2
        return Double(faults) + place * 0.6
    }
}
