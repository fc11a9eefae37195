import BenchResults

/// Markdown as GitHub reads it.
enum Markdown {
    /// Text in which nothing is markup, a mention, or a link: what may be is escaped with a backslash, which
    /// is allowed before any ASCII punctuation (CommonMark 2.4), or parted by a space of no width.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in Legible.text(text).unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "{", "}", "[", "]", "#", "|", "!", "$", "~":
                result += "\\\(scalar)"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "@": result += "@\u{200B}"
            case "/": result += result.hasSuffix(":") ? "\u{200B}/" : "/"
            case ".": result += result.hasSuffix("www") ? ".\u{200B}" : "."
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Prose {
    var markdown: String {
        parts.map { part in
            switch part {
            case .words(let words): Markdown.escaped(words)
            case .name(let name): Self.code(Legible.text(name))
            }
        }.joined()
    }

    /// A name that cannot end its span or its table cell, as code.
    private static func code(_ name: String) -> String {
        name.isEmpty || name.unicodeScalars.contains { "`|<".unicodeScalars.contains($0) }
            ? Markdown.escaped(name) : "`\(name)`"
    }
}
