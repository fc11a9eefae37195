extension Table {
    /// The caption, and the table in aligned columns. Where a terminal has no room for them, words are
    /// wrapped, and the columns that are left over stand in another block below.
    func lines(for terminal: Terminal) -> [[TerminalText]] {
        (caption.map { TerminalText($0).wrapped(to: terminal.width).map { [$0] } } ?? [])
            + Columns(self, width: terminal.width).lines
    }
}

/// A table's columns: numbers to the right, words to the left.
private struct Columns {
    private struct Cell {
        var paragraphs: [TerminalText]
        var look = Table.Look.plain
        var isBest = false
    }

    private struct Row {
        var cells: [Cell]
        var isSpanning = false
    }

    /// The narrowest that words are wrapped to.
    private static let leastWidth = 24
    private let isText: Bool
    private let width: Int?
    /// The header's first.
    private var rows: [Row]
    private var widths: [Int]

    init(_ table: Table, width: Int?) {
        (isText, self.width) = (table.isText, width)
        rows = [
            Row(
                cells: table.columns.map {
                    Cell(paragraphs: Self.header($0, isSplit: width != nil && !table.isText))
                })
        ]
        rows += table.rows.map { row in
            let cells = row.cells.map { cell in
                // What weight says stands there without it, too.
                Cell(
                    paragraphs: [TerminalText((cell.isBest ? "*" : "") + cell.text)]
                        + (cell.detail.map { [TerminalText($0)] } ?? []),
                    look: cell.look, isBest: cell.isBest)
            }
            return Row(
                cells: [Cell(paragraphs: [TerminalText(row.header)])] + cells, isSpanning: row.isSpanning)
        }
        widths = table.columns.map { _ in 0 }
        if !isText { for column in widths.indices { joinDetails(of: column) } }
        for column in widths.indices {
            widths[column] = cells(of: column).flatMap(\.paragraphs).map(\.width).max() ?? 0
        }
        if isText { narrow() }
    }

    /// In a terminal each knob of a strategy has a line of its own, or its column would be wider than all others.
    private static func header(_ text: String, isSplit: Bool) -> [TerminalText] {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard isSplit, text.count > 16, parts.count > 1 else { return [TerminalText(text)] }
        return parts.enumerated().map { TerminalText($0 < parts.count - 1 ? $1 + ":" : String($1)) }
    }

    private func cells(of column: Int) -> [Cell] {
        rows.filter { column == 0 || !$0.isSpanning }.compactMap {
            column < $0.cells.count ? $0.cells[column] : nil
        }
    }

    /// Puts intervals beside their numbers, each below the other.
    private mutating func joinDetails(of column: Int) {
        let cells = cells(of: column).dropFirst()
        let number = cells.map { $0.paragraphs[0].width }.max() ?? 0
        let detail = cells.compactMap { $0.paragraphs.dropFirst().first?.width }.max() ?? 0
        guard detail > 0 else { return }
        for index in rows.indices.dropFirst()
        where !rows[index].isSpanning && column < rows[index].cells.count {
            let parts = rows[index].cells[column].paragraphs
            let rest = parts.count > 1 ? parts[1] : .spaces(0)
            rows[index].cells[column].paragraphs = [parts[0].right(number) + .spaces(1) + rest.left(detail)]
        }
    }

    /// Makes the widest columns narrower, as far as words can be read in them.
    private mutating func narrow() {
        guard let width else { return }
        var excess = widths.reduce(-2) { $0 + $1 + 2 } - width
        while excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > Self.leastWidth
        {
            widths[widest] -= 1
            excess -= 1
        }
    }

    var lines: [[TerminalText]] {
        Array(blocks.map { block in rows.flatMap { lines($0, block) } }.joined(separator: [[]]))
    }

    /// The columns that stand side by side, behind the first.
    private var blocks: [Range<Int>] {
        var blocks: [Range<Int>] = []
        var next = 1
        repeat {
            var end = next
            var used = widths[0]
            while end < widths.count, end == next || used + widths[end] + 2 <= width ?? .max {
                used += widths[end] + 2
                end += 1
            }
            blocks.append(next..<end)
            next = end
        } while next < widths.count
        return blocks
    }

    private func lines(_ row: Row, _ block: Range<Int>) -> [[TerminalText]] {
        if row.isSpanning { return block.lowerBound == 1 ? spanning(row.cells) : [] }
        let columns = ([0] + block).filter { $0 < row.cells.count }
        let wrapped = columns.map { column in
            row.cells[column].paragraphs.flatMap { $0.wrapped(to: widths[column]) }
        }
        return (0..<(wrapped.map(\.count).max() ?? 0)).map { index in
            zip(columns, wrapped).flatMap { column, lines in
                let text = index < lines.count ? lines[index] : .spaces(0)
                if column == 0 { return [text.left(widths[0]), .spaces(1)] }
                let cell = row.cells[column]
                let aligned = isText ? text.left(widths[column]) : text.right(widths[column])
                // A ground reaches over the gaps, so that a map of colours has no holes.
                let gap = TerminalText.spaces(column == columns.last ? 0 : 1)
                return cell.look.isGround
                    ? [(.spaces(1) + aligned + gap).painted(cell.look, isBest: cell.isBest)]
                    : [.spaces(1), aligned.painted(cell.look, isBest: cell.isBest), gap]
            }
        }
    }

    /// A row whose one cell takes the place of all.
    private func spanning(_ cells: [Cell]) -> [[TerminalText]] {
        guard let cell = cells.last else { return [] }
        let room = width.map { max(Self.leastWidth, $0 - widths[0] - 2) }
        return cell.paragraphs.flatMap { $0.wrapped(to: room) }.enumerated().map { index, text in
            [
                (index == 0 ? cells[0].paragraphs[0] : .spaces(0)).left(widths[0]), .spaces(2),
                text.painted(cell.look),
            ]
        }
    }
}
