/// Comma-separated values as defined by RFC 4180, for spreadsheets.
public enum CSV {
    /// What stands between two commas. Only text can be taken for something that it is not.
    public enum Field: ExpressibleByStringLiteral {
        /// Text from anywhere.
        case text(String)
        /// A number, or an empty field for none.
        case number(Double?)
        /// A whole number.
        case count(Int)

        /// Text.
        public init(stringLiteral text: String) { self = .text(text) }

        var source: String {
            switch self {
            case .text(let text): CSV.quoted(CSV.withoutFormula(Legible.text(text, limit: CSV.longest)))
            case .number(let value): value.map { "\($0)" } ?? ""
            case .count(let count): "\(count)"
            }
        }
    }

    /// Characters of a field, of which a spreadsheet shows few.
    private static let longest = 2000

    /// Lines of fields, the first usually names.
    public static func text(_ lines: [[Field]]) -> String {
        lines.map { $0.map(\.source).joined(separator: ",") + "\r\n" }.joined()
    }

    /// Spreadsheets calculate what begins with one of these, and take an apostrophe for "this is text"
    /// (OWASP, CSV injection).
    private static func withoutFormula(_ text: String) -> String {
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
        guard let first, "=+-@＝＋－＠".unicodeScalars.contains(first) else { return text }
        return "'" + text
    }

    /// Fields with commas or quotes are quoted, quotes doubled.
    private static func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }) else {
            return field
        }
        return "\"" + field.replacingScalars { $0 == "\"" ? "\"\"" : nil } + "\""
    }
}
