import BenchResults

/// Text in which nothing commands a terminal: what is not visible is written out, and the only escapes are
/// colours of this source. A renderer has nothing else to write.
struct TerminalText {
    private var text: String
    /// Parameters of SGR (ECMA-48 8.3.117); empty for none.
    private var style = ""

    /// Text from anywhere.
    init(_ text: String) { self.text = Legible.text(text) }

    /// A sentence.
    init(_ prose: Prose) { text = prose.plain }

    private init(visible text: String) { self.text = text }

    /// Nothing but room.
    static func spaces(_ count: Int) -> TerminalText {
        TerminalText(visible: String(repeating: " ", count: max(0, count)))
    }

    /// Columns that it takes.
    var width: Int { text.count }

    func left(_ width: Int) -> TerminalText { self + .spaces(width - self.width) }

    func right(_ width: Int) -> TerminalText { .spaces(width - self.width) + self }

    static func + (first: TerminalText, second: TerminalText) -> TerminalText {
        TerminalText(visible: first.text + second.text)
    }

    /// As a cell looks.
    func painted(_ look: Table.Look, isBest: Bool = false) -> TerminalText {
        styled([isBest ? "1" : "", look.style].filter { !$0.isEmpty }.joined(separator: ";"))
    }

    /// As a title looks.
    var bold: TerminalText { styled("1") }

    private func styled(_ style: String) -> TerminalText {
        var copy = self
        copy.style = style
        return copy
    }

    /// The text in lines of at most so many columns, broken between words where that is possible; those
    /// after the first are indented.
    func wrapped(to width: Int?, indent: Int = 0) -> [TerminalText] {
        guard let width, self.width > width else { return [self] }
        let margin = Self.spaces(indent).text
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            var word = word
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += !line.isEmpty ? " " : lines.isEmpty ? "" : margin
            // A name without a space may be longer than any line.
            while line.count + word.count > width, line.count < width {
                lines.append(line + word.prefix(width - line.count))
                word = word.dropFirst(width - line.count)
                line = margin
            }
            line += word
        }
        return (lines + [line]).map { TerminalText(visible: $0) }
    }

    /// A line, without spaces at its end.
    static func line(_ parts: [TerminalText], on terminal: Terminal) -> String {
        var parts = parts
        if !terminal.hasColours { parts = [TerminalText(visible: parts.map(\.text).joined())] }
        while let last = parts.last, last.style.isEmpty {
            parts.removeLast()
            let trimmed = String(last.text.reversed().drop { $0 == " " }.reversed())
            if !trimmed.isEmpty {
                parts.append(TerminalText(visible: trimmed))
                break
            }
        }
        return parts.map { $0.style.isEmpty ? $0.text : "\u{1B}[\($0.style)m\($0.text)\u{1B}[0m" }.joined()
            + "\n"
    }
}

extension Table.Look {
    /// Whether it is a ground, which covers more than the letters.
    var isGround: Bool {
        if case .level(let level) = self { level > 0 } else { false }
    }

    /// Costs are colours of xterm's 256, from pale yellow to dark red, with text that can be read on them.
    fileprivate var style: String {
        switch self {
        case .plain: ""
        case .level(let level) where level > 0:
            "38;5;\(level < 6 ? 16 : 231);48;5;\([230, 229, 222, 215, 208, 166, 88][min(level, 7) - 1])"
        case .absent, .sound, .level: "2"
        case .dead, .worse: "1;31"
        case .fault: "31"
        case .warning, .prescribed: "33"
        case .better: "1;32"
        }
    }
}
