/// Comma-separated values as defined by RFC 4180.
public enum CSV {
    /// Lines of fields, the first usually names.
    public static func text(_ lines: [[String]]) -> String {
        lines.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A number, or an empty field for none.
    public static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

    /// Fields with commas, quotes or line ends are quoted, quotes doubled.
    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }
}
