import BenchResults

extension Document {
    /// For pull requests and step summaries: what fits there. Pictures are left out, since a comment has no
    /// file to put them in.
    package var markdown: String {
        var parts = ["## \(Markdown.escaped(title))", subtitle.markdown]
        parts += headline.isEmpty ? [] : [headline.map { "- \($0.markdown)" }.joined(separator: "\n")]
        for section in sections where section.place == .everywhere {
            let blocks = section.blocks.compactMap(markdown)
            guard !blocks.isEmpty else { continue }
            if !section.label.isEmpty { parts.append("### \(Markdown.escaped(section.label))") }
            parts += blocks
        }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private func markdown(_ block: Block) -> String? {
        switch block {
        case .sentence(let prose): prose.markdown
        case .remarks(let remarks): remarks.map { "- \($0.markdown)" }.joined(separator: "\n")
        case .table(let table): table.markdown
        case .figure, .pageTable: nil
        case .beside(let columns): columns.joined().compactMap(markdown).joined(separator: "\n\n")
        case .folded(let summary, let blocks):
            """
            <details><summary>\(HTML.escaped(summary.plain))</summary>

            \(blocks.compactMap(markdown).joined(separator: "\n\n"))

            </details>
            """
        case .legend(let cells):
            // There are no colours here to explain.
            cells.compactMap { cell in
                cell.detail.map { "**\(Markdown.escaped(cell.text))** \(Markdown.escaped($0))" }
            }.joined(separator: " · ")
        case .preformatted(let text):
            "<pre>\n"
                + text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { HTML.escaped(Legible.text(String($0))) + "\n" }.joined() + "</pre>"
        }
    }
}

extension Table {
    fileprivate var markdown: String {
        func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
        let rule = columns.indices.map { $0 == 0 || isText ? "---" : "--:" }
        let lines = rows.map { row in
            let cells = row.cells.map { cell in
                let text = Markdown.escaped(cell.text)
                let shown = cell.isBest ? "**\(text)**" : text
                return cell.detail.map { "\(shown) \(Markdown.escaped($0))" } ?? shown
            }
            let filler = row.isSpanning ? columns.count - 1 - cells.count : 0
            return line(
                [Markdown.escaped(row.header)] + cells + Array(repeating: "", count: max(0, filler)))
        }
        return (caption.map { "\($0.markdown)\n\n" } ?? "")
            + ([line(columns.map(Markdown.escaped)), line(rule)] + lines).joined(separator: "\n")
    }
}
