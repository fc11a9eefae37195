import BenchResults
import CLibrary
import Statistics

/// A course in one word: a bar a session, on a logarithmic scale from the cell's lowest cost to its highest.
enum Sparkline {
    static let bars = Array("▁▂▃▄▅▆▇█")
    /// Values that differ by no more than this share are drawn alike: noise is not made to look like more.
    private static let flatness = 0.01

    /// The most bars: where there are more sessions, a bar stands for neighbouring ones.
    static let width = 60

    /// A bar a session, or for the median of neighbouring ones. `·` stands for one without the cell, `×` for one where
    /// it has no cost, `|` for a break before or within the next value.
    static func text(of cell: History.Cell, sessions: Int) -> String {
        let columns = min(sessions, width)
        var bars: [(costs: [Double], isThere: Bool, isBroken: Bool)] = Array(
            repeating: ([], false, false), count: columns)
        var (lowest, highest) = (Double.infinity, 0.0)
        cell.points.forEachCost { session, cost, isBroken in
            let column = session * columns / sessions
            bars[column].isThere = true
            if isBroken { bars[column].isBroken = true }
            guard let cost else { return }
            bars[column].costs.append(cost)
            if cost > 0 { (lowest, highest) = (min(lowest, cost), max(highest, cost)) }
        }
        if highest == 0 { (lowest, highest) = (1, 1) }
        return bars.map { costs, isThere, isBroken in
            if !isThere { return "·" }
            guard let cost = try? Median.of(costs) else { return "×" }
            return (isBroken ? "|" : "") + String(bar(cost, lowest, highest))
        }.joined()
    }

    private static func bar(_ cost: Double, _ lowest: Double, _ highest: Double) -> Character {
        let span = highest / lowest
        guard cost > 0, span.isFinite, span > 1 + flatness else { return bars[bars.count / 2 - 1] }
        let share = log(cost / lowest) / log(highest / lowest)
        return bars[min(bars.count - 1, max(0, Int((share * Double(bars.count - 1)).rounded())))]
    }
}
