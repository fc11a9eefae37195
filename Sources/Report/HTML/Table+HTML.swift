import BenchResults

extension Table {
    /// A table with a caption and headers that say what they head, in a group of its own that scrolls
    /// where the screen is narrow: by keyboard too, hence the tabindex.
    func html(id: String) -> HTML {
        // The span stays in sight when a wide table is moved sideways.
        let caption = self.caption.map {
            HTML.element("caption", ["id": id], .element("span", [:], $0.html))
        }
        let head = HTML.element(
            "thead", [:],
            .element("tr", [:], columns.enumerated().map { header($1, of: "col", anchors[$0]) }))
        let body = HTML.element("tbody", [:], rows.map { row($0).onItsOwnLine })
        let table = HTML.element(
            "table", ["class": isText ? "words" : "numbers"], caption ?? .empty, head, body)
        let label: (name: StaticString, text: String) =
            caption == nil ? ("aria-label", columns.first ?? "") : ("aria-labelledby", id)
        return .element(
            "div", ["class": "scroll", "role": "group", "tabindex": "0", label.name: label.text], table)
    }

    private func row(_ row: Row) -> HTML {
        let header = header(row.header, of: "row")
        let cells = row.cells.map { cell in
            row.isSpanning
                ? HTML.element(
                    "td", ["class": cell.look.className, "colspan": "\(columns.count - 1)"], .text(cell.text))
                : self.cell(cell)
        }
        return .element("tr", [:], [header] + cells)
    }

    /// A header may be broken where a name's parts end; one longer than any name, anywhere.
    private func header(_ text: String, of scope: String, _ anchor: String? = nil) -> HTML {
        let parts = Legible.text(text).split(separator: "/", omittingEmptySubsequences: false)
        let content = parts.enumerated().map { index, part in
            index < parts.count - 1 ? HTML.all([.text(part + "/"), .literal("<wbr>")]) : .text(String(part))
        }
        if let anchor { return .element("th", ["scope": scope, "id": anchor], content) }
        return text.utf8.count > 40
            ? .element("th", ["scope": scope, "class": "long"], content)
            : .element("th", ["scope": scope], content)
    }

    private func cell(_ cell: Cell) -> HTML {
        var content = [HTML.text(cell.text)]
        if cell.isBest { content = [.element("b", [:], content)] }
        if let link = cell.link { content = [.element("a", ["href": "#\(link)"], content)] }
        if let detail = cell.detail { content.append(.element("small", [:], .text(detail))) }
        let name = cell.look.className
        return name.isEmpty ? .element("td", [:], content) : .element("td", ["class": name], content)
    }
}

extension Table.Look {
    /// Its class in the style sheet.
    var className: String {
        switch self {
        case .plain: ""
        case .level(let level): "l\(level)"
        case .dead: "dead"
        case .absent: "absent"
        case .sound: "sound"
        case .fault: "fault"
        case .warning, .prescribed: "prescribed"
        case .worse: "worse"
        case .better: "better"
        }
    }
}
