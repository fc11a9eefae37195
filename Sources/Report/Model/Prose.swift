import BenchResults

/// A sentence in which names stand out: written as code in a page, in backticks in Markdown, as they are in
/// a terminal.
public struct Prose: Sendable, Equatable, ExpressibleByStringInterpolation {
    enum Part: Sendable, Equatable {
        case words(String)
        case name(String)

        var text: String {
            switch self {
            case .words(let text), .name(let text): Legible.text(text)
            }
        }
    }

    let parts: [Part]

    /// Words without names.
    public init(stringLiteral words: String) { parts = [.words(words)] }

    /// Words with names: `"\(name: strategy) died"`.
    public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// Words from elsewhere.
    public init(_ words: String) { parts = [.words(words)] }

    private init(parts: [Part]) { self.parts = parts }

    /// As it is said in a terminal.
    var plain: String { parts.map(\.text).joined() }

    static func + (first: Prose, second: Prose) -> Prose { Prose(parts: first.parts + second.parts) }

    /// `a, b and c`, and how many more there are than `most`.
    static func list(_ entries: [Prose], most: Int = 4) -> Prose {
        let shown = Array(entries.prefix(most))
        let rest = entries.count - shown.count
        var all = shown
        if rest > 0 { all.append("\(rest) more") }
        guard let last = all.last else { return "" }
        let first = all.dropLast()
        guard let opening = first.first else { return last }
        return first.dropFirst().reduce(opening) { $0 + ", " + $1 } + " and " + last
    }

    /// Collects the parts.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        var parts: [Part] = []

        /// Nothing yet.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// Words of the source text.
        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.words(literal)) }
        }

        /// A number or other words.
        public mutating func appendInterpolation(_ words: some CustomStringConvertible) {
            parts.append(.words("\(words)"))
        }

        /// A name from a result.
        public mutating func appendInterpolation(name: String) { parts.append(.name(name)) }
    }
}
