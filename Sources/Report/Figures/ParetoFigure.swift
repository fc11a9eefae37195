import BenchResults
import Cells
import Statistics

/// Cost against faults: down and to the left is better.
struct ParetoFigure {
    private struct Entry {
        let strategy: String
        let index: Int
        let faults: Int
        let deaths: Int
        let isDominated: Bool
        /// Of the workloads that it lived in, growing.
        let costs: [Double]
    }

    private let entries: [Entry]
    private let workloads: Int
    private let scenarios: Int

    init(_ run: BenchResult, verdicts: Verdicts) {
        let names = run.strategies.map(\.name)
        workloads =
            Set(run.cells.filter { $0.kind == .strategy && $0.status != .pending }.map(\.workload)).count
        scenarios = verdicts.scenarios.count
        entries = Pareto(run, verdicts: verdicts.byStrategy).entries.compactMap { entry in
            let costs = run.cells.filter { $0.kind == .strategy && $0.subject == entry.strategy }
                .compactMap(\.nanosecondsPerCallback?.median).filter { $0 > 0 }.sorted()
            guard let faults = entry.faultyScenarios, !costs.isEmpty else { return nil }
            return Entry(
                strategy: entry.strategy, index: names.firstIndex(of: entry.strategy) ?? 1, faults: faults,
                deaths: entry.deadWorkloads, isDominated: !entry.dominatedBy.isEmpty, costs: costs)
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
        script.add("unset key")
        script.add("set rmargin 27")
        script.add(
            "set xlabel 'cost of a callback: range and median over workloads' "
                + "textcolor rgb \"\(Palette.ink.light)\"")
        script.add(
            "set ylabel 'scenarios not ok, of \(scenarios)' textcolor rgb \"\(Palette.ink.light)\"")
        script.add("set grid xtics ytics back dashtype 1 linewidth 0.6 \(GnuplotScript.colour(Palette.grid))")
        let placed = self.placed(spacing: (bounds.high - bounds.low) * 18 / Double(height - 90))
        var plots: [String] = []
        for (position, (entry, y, label)) in placed.enumerated() {
            guard let low = entry.costs.first, let high = entry.costs.last,
                let median = try? Median.of(entry.costs)
            else { continue }
            let colour = Palette.colour(of: max(0, entry.index - 1))
            let died = entry.deaths > 0 ? ", died in \(entry.deaths) of \(workloads)" : ""
            script.add(
                "set label \(GnuplotScript.quoted(Legible.short(entry.strategy, limit: 22) + died)) "
                    + "at graph 1.03, first \(GnuplotScript.number(label)) left noenhanced "
                    + "textcolor rgb \"\(Palette.ink.light)\"")
            script.add(
                "set arrow from first \(GnuplotScript.number(high)), first \(GnuplotScript.number(y)) "
                    + "to graph 1.02, first \(GnuplotScript.number(label)) nohead back linewidth 0.7 dashtype 3 "
                    + GnuplotScript.colour(Palette.faint))
            script.add(data: "p\(position)", [[median, y, low, high]])
            let shape = entry.isDominated ? 6 : 7
            plots.append(
                "$p\(position) using 1:2:3:4 with xerrorbars pointtype \(shape) pointsize 1.1 linewidth 2 "
                    + GnuplotScript.colour(colour))
        }
        script.add("plot " + plots.joined(separator: ", "))
        return Figure(
            name: name, title: "Cost against faults",
            alternative: "Cost of a callback against the number of faulty scenarios, by strategy: "
                + entries.map { "\(Legible.short($0.strategy)) \($0.faults)" }.joined(separator: ", ") + ".",
            caption: """
                Down and to the left is better. A bar reaches from the cheapest to the most expensive workload that \
                the strategy lived in, the dot is the median; filled dots are dominated by none. Where a strategy \
                died it has no cost, which flatters it.
                """,
            width: 860, height: height, script: script.text)
    }

    /// Strategies with as many faults side by side, and labels that do not overlap.
    private func placed(spacing: Double) -> [(Entry, y: Double, label: Double)] {
        var result: [(Entry, y: Double, label: Double)] = []
        for (faults, group) in Dictionary(grouping: entries, by: \.faults).sorted(by: { $0.key < $1.key }) {
            for (index, entry) in group.enumerated() {
                let y = Double(faults) + (Double(index) - Double(group.count - 1) / 2) * spacing * 0.5
                let lowest = result.last.map { $0.label + spacing } ?? -.infinity
                result.append((entry, y, max(y, lowest)))
            }
        }
        return result
    }
}
