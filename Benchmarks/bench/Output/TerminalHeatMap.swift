import Report

/// The heat map in a terminal: the numbers say it all, colour says it sooner.
struct TerminalHeatMap {
    private let map: HeatMap
    private let terminal: Terminal

    init(_ map: HeatMap, for terminal: Terminal) {
        self.map = map
        self.terminal = terminal
    }

    /// The map, with as many strategies side by side as the width has room for.
    var text: String {
        guard !map.strategies.isEmpty, !map.rows.isEmpty else { return "" }
        let title = map.isNet ? "net of floor, a callback" : "as measured, a callback"
        let first = ([title] + map.rows.map { Legible.text($0.workload) }).map(\.count).max() ?? 0
        let widths = map.strategies.indices.map(width)
        var blocks: [String] = []
        var next = 0
        while next < widths.count {
            var end = next
            var used = first
            while end < widths.count, end == next || used + widths[end] + 2 <= terminal.width ?? .max {
                used += widths[end] + 2
                end += 1
            }
            blocks.append(block(title, first, widths, next..<end))
            next = end
        }
        return blocks.joined(separator: "\n")
    }

    private func width(of column: Int) -> Int {
        map.rows.map { $0.cells[column].text.count }.reduce(Legible.text(map.strategies[column]).count, max)
    }

    private func block(_ title: String, _ first: Int, _ widths: [Int], _ columns: Range<Int>) -> String {
        let names = columns.map { "  " + right(Legible.text(map.strategies[$0]), widths[$0]) }
        let header = left(title, first) + names.joined()
        let lines = map.rows.map { row in
            let cells = columns.map { column in
                // The colour reaches over the gap, so that the map has no holes.
                painted(" " + right(row.cells[column].text, widths[column]) + " ", row.cells[column].level)
            }
            let line = left(Legible.text(row.workload), first) + " " + cells.joined()
            return terminal.hasColours ? line : line.trimmingTrailingSpaces
        }
        return ([header] + lines).map { $0 + "\n" }.joined()
    }

    /// Colours of xterm's 256, from pale yellow to dark red, with text that can be read on them.
    private func painted(_ text: String, _ level: HeatMap.Level) -> String {
        guard terminal.hasColours else { return text }
        let grounds = [230, 229, 222, 215, 208, 166, 88]
        switch level {
        case .nothing, .absent: return "\u{1B}[2m\(text)\u{1B}[0m"
        case .dead: return "\u{1B}[7m\(text)\u{1B}[0m"
        case .decade(let decade):
            let ink = decade < 5 ? 16 : 231
            return "\u{1B}[38;5;\(ink);48;5;\(grounds[min(decade, 6)])m\(text)\u{1B}[0m"
        }
    }

    private func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
