/// A picture as gnuplot drew it, made fit for a page: its colours can be turned for a dark screen, its marks
/// have names of their own, and it says what it shows. Empty groups, of which gnuplot writes many, are left
/// out.
struct Drawing: Sendable {
    /// The figure's name.
    let name: String
    /// The SVG element.
    let markup: String

    /// Adapts a drawing; nil for anything that is not one of gnuplot's svg terminal.
    ///
    /// - Parameters:
    ///   - figure: what was to be drawn.
    ///   - svg: what gnuplot wrote.
    ///   - style: rules of a picture that stands alone, in no page that has them.
    init?(_ figure: Figure, svg: [UInt8], style: HTML = .empty) {
        let lines = svg.split(separator: UInt8(ascii: "\n")).map { Array($0) }
        let (open, close) = (Array("<defs>".utf8), Array("</defs>".utf8))
        guard let start = lines.firstIndex(of: open), let end = lines.firstIndex(of: close), start < end,
            lines.last == Array("</svg>".utf8)
        else { return nil }
        let body = lines[(end + 1)...].dropLast(2)  // without the ends of the canvas and of the picture
        guard body.allSatisfy(SVGLine.isDrawing) else { return nil }
        // The other definitions are filters that no picture of ours uses.
        let shapes = lines[(start + 1)..<end].filter { SVGLine.contains($0, "id='gp") }
        let prefix = HTML.escaped("\(figure.name)-")
        var content: [UInt8] = []
        let defined = [open] + shapes + [close]
        for line in defined + Self.withoutEmptyGroups(body) {
            content += SVGLine.adapted(line, prefix)
            content.append(UInt8(ascii: "\n"))
        }
        let title = HTML.element("title", ["id": "\(figure.name)-title"], .text(figure.title))
        let description = HTML.element("desc", ["id": "\(figure.name)-desc"], .text(figure.alternative))
        name = figure.name
        markup = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(figure.width) \(figure.height)" \
            class="drawing" role="img" aria-labelledby="\(prefix)title \(prefix)desc" \
            data-made-from="\(figure.digest)">
            \(title.source)\(description.source)\(style.source)
            \(String(decoding: content, as: UTF8.self))</svg>
            """
    }

    private static func withoutEmptyGroups(_ lines: ArraySlice<[UInt8]>) -> [[UInt8]] {
        let (group, end) = (Array("<g fill=".utf8), Array("</g>".utf8))
        var kept: [[UInt8]] = []
        for line in lines {
            if line == end, let last = kept.last, last.starts(with: group), !SVGLine.contains(last, "</") {
                kept.removeLast()
            } else {
                kept.append(line)
            }
        }
        return kept
    }
}

/// A line of gnuplot's svg terminal. As bytes: a page of 20 results has 100,000 of them.
private enum SVGLine {
    private static let elements = [
        "g", "/g", "path", "use", "text", "/text", "rect", "circle", "polygon", "title", "/title",
    ].map { Array($0.utf8) }

    /// Whether it has no other elements than a drawing has. Text cannot begin one: the terminal escapes it.
    static func isDrawing(_ line: [UInt8]) -> Bool {
        line.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).dropFirst().allSatisfy {
            let name = Array($0.prefix { $0 == UInt8(ascii: "/") || (0x61...0x7A).contains($0 | 0x20) })
            return elements.contains(name)
        }
    }

    static func contains(_ line: [UInt8], _ text: StaticString) -> Bool {
        text.withUTF8Buffer { text in
            line.indices.contains { line[$0...].starts(with: text) }
        }
    }

    /// Colours as `#rrggbb`, names with the prefix, and no titles, which would show as tool tips.
    static func adapted(_ line: [UInt8], _ prefix: String) -> [UInt8] {
        if contains(line, "<text>") { return line }
        if contains(line, "<title>") { return Array("<g>".utf8) }
        let changes: [(StaticString, String)] = [
            ("gpPt", "\(prefix)pt"), ("gpDot", "\(prefix)dot"), ("xlink:href", "href"),
            ("\"black\"", "\"\(Palette.ink.light)\""),
        ]
        var result: [UInt8] = []
        var rest = line[...]
        while let byte = rest.first {
            if let (text, change) = changes.first(where: { begins(rest, $0.0) }) {
                result += change.utf8
                rest = rest.dropFirst(text.utf8CodeUnitCount)
            } else if begins(rest, "rgb("), let end = rest.firstIndex(of: UInt8(ascii: ")")) {
                result += hexadecimal(rest[rest.startIndex.advanced(by: 4)..<end])
                rest = rest[(end + 1)...]
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    private static func begins(_ line: ArraySlice<UInt8>, _ text: StaticString) -> Bool {
        guard line.first == text.utf8Start.pointee else { return false }
        return text.withUTF8Buffer { line.starts(with: $0) }
    }

    /// `0, 114, 178` as `#0072b2`.
    private static func hexadecimal(_ components: ArraySlice<UInt8>) -> [UInt8] {
        var text = "#"
        for component in components.split(separator: UInt8(ascii: ",")) {
            let value = UInt8(String(decoding: component.filter { $0 != 0x20 }, as: UTF8.self)) ?? 0
            text += (value < 16 ? "0" : "") + String(value, radix: 16)
        }
        return Array(text.utf8)
    }
}
