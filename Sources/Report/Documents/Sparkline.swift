import BenchResults
import CLibrary
import Statistics

/// A course in one word: a bar a session, on a logarithmic scale from the cell's lowest cost to its highest.
enum Sparkline {
    static let bars = Array("▁▂▃▄▅▆▇█")
    /// Values that differ by no more than this share are drawn alike: noise is not made to look like more.
    private static let flatness = 0.01

    /// A bar a session. `·` stands for one without the cell, `×` for one where it has no cost, `|` for a
    /// break before the next value.
    static func text(of cell: History.Cell, sessions: Int) -> String {
        let costs = cell.points.compactMap(\.cost?.median).filter { $0 > 0 }
        let (lowest, highest) = (costs.min() ?? 1, costs.max() ?? 1)
        let points = Dictionary(cell.points.map { ($0.session, $0) }) { $1 }
        return (0..<sessions).map { session in
            guard let point = points[session] else { return "·" }
            guard let cost = point.cost?.median else { return "×" }
            return (point.breaks.isEmpty ? "" : "|") + String(bar(cost, lowest, highest))
        }.joined()
    }

    private static func bar(_ cost: Double, _ lowest: Double, _ highest: Double) -> Character {
        let span = highest / lowest
        guard cost > 0, span.isFinite, span > 1 + flatness else { return bars[bars.count / 2 - 1] }
        let share = log(cost / lowest) / log(highest / lowest)
        return bars[min(bars.count - 1, max(0, Int((share * Double(bars.count - 1)).rounded())))]
    }
}
