import Report

/// Text in aligned columns: the first to the left, the others to the right.
///
/// Written here because the table libraries at hand import Foundation, which would double the child's
/// start-up time and mappings (one executable is both harness and child).
struct Columns {
    private var rows: [Row] = []

    private enum Row {
        case cells([String])
        case spanning(first: String, rest: String)
        case line(String)
    }

    /// Adds a row.
    mutating func add(_ cells: [String]) { rows.append(.cells(cells.map { Legible.text($0) })) }

    /// Adds a row whose second column takes the place of all that follow.
    mutating func add(_ first: String, spanning rest: String) {
        rows.append(.spanning(first: Legible.text(first), rest: Legible.text(rest)))
    }

    /// Adds a line that takes no part in the alignment.
    mutating func add(line: String) { rows.append(.line(Legible.text(line))) }

    /// The rows, each ended by a newline.
    var text: String {
        let widths = self.widths
        return rows.map { row in
            switch row {
            case .line(let line): line
            case .spanning(let first, let rest): pad(first, to: widths[0]) + "  " + rest
            case .cells(let cells): aligned(cells, widths)
            }
        }.map { $0.trimmingTrailingSpaces + "\n" }.joined()
    }

    private var widths: [Int] {
        var widths: [Int] = []
        for row in rows {
            let cells: [String] =
                switch row {
                case .cells(let cells): cells
                case .spanning(let first, _): [first]
                case .line: []
                }
            for (index, cell) in cells.enumerated() {
                if index == widths.count { widths.append(0) }
                widths[index] = max(widths[index], cell.count)
            }
        }
        return widths
    }

    private func aligned(_ cells: [String], _ widths: [Int]) -> String {
        cells.enumerated().map { index, cell in
            let space = String(repeating: " ", count: widths[index] - cell.count)
            return index == 0 ? cell + space : space + cell
        }.joined(separator: "  ")
    }

    private func pad(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension String {
    var trimmingTrailingSpaces: String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
