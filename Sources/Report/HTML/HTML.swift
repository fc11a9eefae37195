import BenchResults

/// Markup that cannot hold anything unescaped: the names of elements and attributes are literals of this
/// source, everything else is text and escaped. The one other way in is a drawing that was checked.
struct HTML: Sendable {
    typealias Attributes = KeyValuePairs<StaticString, String>

    /// The markup.
    private(set) var source: String

    private init(source: String) { self.source = source }

    /// Nothing.
    static let empty = HTML(source: "")

    /// Text, made legible and escaped.
    static func text(_ text: String) -> HTML { HTML(source: escaped(Legible.text(text))) }

    /// Markup of this source.
    static func literal(_ markup: StaticString) -> HTML { HTML(source: "\(markup)") }

    /// A drawing.
    static func drawing(_ drawing: Drawing) -> HTML { HTML(source: drawing.markup) }

    /// An element with what is in it.
    static func element(
        _ name: StaticString, _ attributes: Attributes = [:], _ children: HTML...
    ) -> HTML {
        element(name, attributes, children)
    }

    /// An element with what is in it.
    static func element(
        _ name: StaticString, _ attributes: Attributes = [:], _ children: [HTML]
    ) -> HTML {
        var source = "<\(name)"
        for (key, value) in attributes {
            source += " \(key)=\"\(escaped(Legible.text(value, limit: 1000)))\""
        }
        source += ">"
        for child in children { source += child.source }
        return HTML(source: source + "</\(name)>")
    }

    /// One after the other.
    static func all(_ parts: [HTML]) -> HTML { HTML(source: parts.map(\.source).joined()) }

    /// The same on a line of its own, for those who read the source.
    var onItsOwnLine: HTML { HTML(source: source + "\n") }

    /// What HTML gives a meaning, in text and in quoted attributes.
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: isSpecial) else { return text }
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        [UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'")]
            .contains(byte)
    }
}

extension Prose {
    var html: HTML {
        .all(
            parts.map { part in
                switch part {
                case .words(let words): .text(words)
                case .name(let name): .element("code", [:], .text(name))
                }
            })
    }
}
