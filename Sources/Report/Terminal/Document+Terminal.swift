extension Document {
    /// For a terminal: in its width, and in colours where it has them.
    ///
    /// Of what was printed the end is what one sees. So what comes first on a page comes last here.
    package func text(for terminal: Terminal) -> String {
        let shown = sections.filter { $0.place != .page }.reversed()
        let parts =
            [heading(title, "="), lines(subtitle, terminal)]
            + shown.flatMap { section in
                let blocks = section.blocks.flatMap { lines($0, terminal) }.filter { !$0.isEmpty }
                return blocks.isEmpty ? [] : [heading(section.label, "-") + blocks[0]] + blocks.dropFirst()
            } + [headline.flatMap { lines($0, terminal) }]
        return parts.filter { !$0.isEmpty }.joined(separator: [[]])
            .map { TerminalText.line($0, on: terminal) }.joined()
    }

    private typealias Lines = [[TerminalText]]

    private func heading(_ title: String, _ rule: String) -> Lines {
        if title.isEmpty { return [] }
        let text = TerminalText(title)
        return [[text.bold], [TerminalText(String(repeating: rule, count: text.width))]]
    }

    private func lines(_ prose: Prose, _ terminal: Terminal) -> Lines {
        let text = TerminalText(prose)
        return text.width == 0 ? [] : text.wrapped(to: terminal.width, indent: 2).map { [$0] }
    }

    /// The parts of a block, which stand apart.
    private func lines(_ block: Block, _ terminal: Terminal) -> [Lines] {
        switch block {
        case .sentence(let prose): [lines(prose, terminal)]
        case .remarks(let remarks): [remarks.flatMap { lines($0, terminal) }]
        case .table(let table): [table.lines(for: terminal)]
        case .figure, .pageTable: []
        case .beside(let columns): columns.joined().flatMap { lines($0, terminal) }
        case .folded(let summary, let blocks):
            [lines(summary, terminal) + blocks.flatMap { lines($0, terminal) }.joined(separator: [[]])]
        case .legend(let cells): [legend(cells, terminal)]
        case .preformatted(let text):
            [text.split(separator: "\n", omittingEmptySubsequences: false).map { [TerminalText(String($0))] }]
        }
    }

    private func legend(_ cells: [Table.Cell], _ terminal: Terminal) -> Lines {
        let width = cells.filter { $0.detail != nil }.map { TerminalText($0.text).width }.max() ?? 0
        let meanings = cells.flatMap { cell -> Lines in
            guard let detail = cell.detail else { return [] }
            let lines = TerminalText(detail).wrapped(to: terminal.width.map { max(24, $0 - width - 2) })
            return lines.enumerated().map { index, line in
                [
                    (index == 0 ? TerminalText(cell.text) : .spaces(0)).left(width).painted(cell.look),
                    .spaces(2), line,
                ]
            }
        }
        guard terminal.hasColours else { return meanings }
        var colours: Lines = []
        var used = Int.max / 2
        for cell in cells where cell.detail == nil {
            let text = TerminalText(" \(cell.text) ").painted(cell.look)
            if used + text.width > terminal.width ?? 80 { (colours, used) = (colours + [[]], 0) }
            colours[colours.count - 1].append(text)
            used += text.width
        }
        return colours + meanings
    }
}
