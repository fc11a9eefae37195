extension Document {
    /// The page without its pictures.
    package var html: String { html(drawings: [:]) }

    /// One page that needs nothing else: no script, no font, no request.
    /// `drawings` are the pictures by the name of their figure; a figure without one is left to its table.
    func html(drawings: [String: Drawing]) -> String {
        var ids = 0
        let main = HTML.all(sections.enumerated().map { section($1, "part-\($0)", drawings, &ids) })
        let head = HTML.all([
            .literal("<meta charset=\"utf-8\">\n"),
            // Nothing unescaped can be in the page; were it so, it could load and run nothing.
            .literal(
                """
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
                style-src 'unsafe-inline'; img-src data:">

                """),
            .literal("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"),
            .literal("<meta name=\"color-scheme\" content=\"light dark\">\n"),
            .element("title", [:], .text(title)).onItsOwnLine,
            .element("style", [:], .literal(Stylesheet.page), Palette.html).onItsOwnLine,
        ])
        let page = HTML.element(
            "html", ["lang": "en"], .element("head", [:], head).onItsOwnLine,
            .element("body", [:], header.onItsOwnLine, .element("main", [:], main)))
        return "<!DOCTYPE html>\n\(page.source)\n"
    }

    private var header: HTML {
        // Of many results each has one link, to its first section.
        let linked = sections.indices.filter { index in
            let section = sections[index]
            let isFirst = section.part == nil || index == 0 || sections[index - 1].part != section.part
            return isFirst && !section.label.isEmpty
        }
        let links = linked.map { index in
            let label = sections[index].part ?? sections[index].title
            return HTML.element("li", [:], .element("a", ["href": "#part-\(index)"], .text(label)))
        }
        // What there is nothing of leaves no element behind.
        return .element(
            "header", [:], .element("h1", [:], .text(title)),
            subtitle.plain.isEmpty ? .empty : .element("p", ["class": "subtitle"], subtitle.html),
            headline.isEmpty
                ? .empty
                : .element("ul", ["class": "headline"], headline.map { .element("li", [:], $0.html) }),
            links.isEmpty
                ? .empty : .element("nav", ["aria-label": "Sections"], .element("ul", [:], links)))
    }

    private func section(
        _ section: Section, _ id: String, _ drawings: [String: Drawing], _ ids: inout Int
    ) -> HTML {
        var content: [HTML] = []
        var names: [String] = []
        if let part = section.part {
            content.append(.element("p", ["class": "part", "id": "\(id)-of"], .text(part)))
            names.append("\(id)-of")
        }
        if !section.title.isEmpty {
            content.append(.element("h2", ["id": "\(id)-title"], .text(section.title)))
            names.append("\(id)-title")
        }
        for block in section.blocks { content.append(html(block, drawings, &ids)) }
        let attributes: HTML.Attributes =
            names.isEmpty ? ["id": id] : ["id": id, "aria-labelledby": names.joined(separator: " ")]
        return HTML.element("section", attributes, content).onItsOwnLine
    }

    private func html(_ block: Block, _ drawings: [String: Drawing], _ ids: inout Int) -> HTML {
        switch block {
        case .sentence(let prose): return .element("p", [:], prose.html)
        case .remarks(let remarks):
            return .element("ul", ["class": "remarks"], remarks.map { .element("li", [:], $0.html) })
        case .table(let table), .pageTable(let table):
            ids += 1
            return table.html(id: "table-\(ids)")
        case .figure(let figure):
            guard let drawing = drawings[figure.name] else { return .empty }
            return .element(
                "figure", [:],
                .element(
                    "div",
                    ["class": "scroll", "role": "group", "tabindex": "0", "aria-label": figure.title],
                    .drawing(drawing)),
                .element("figcaption", [:], figure.caption.html))
        case .beside(let columns):
            var parts: [HTML] = []
            for column in columns {
                var content: [HTML] = []
                for block in column { content.append(html(block, drawings, &ids)) }
                parts.append(.element("div", [:], content))
            }
            return .element("div", ["class": "beside"], parts)
        case .folded(let summary, let blocks):
            var parts = [HTML.element("summary", [:], summary.html)]
            for block in blocks { parts.append(html(block, drawings, &ids)) }
            return .element("details", [:], parts)
        case .legend(let cells):
            let entries = cells.map { cell in
                HTML.element(
                    "li", [:],
                    .element("span", ["class": "key \(cell.look.className)"], .text(cell.text)),
                    .text(cell.detail ?? ""))
            }
            return .element("ul", ["class": "legend"], entries)
        case .preformatted(let text):
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return .element("pre", [:], lines.map { HTML.text(String($0)).onItsOwnLine })
        }
    }
}
