/// Text from a file that anyone may have written, made fit to be looked at.
///
/// A result is data from elsewhere: its names may hold terminal escapes, marks that turn the direction of
/// the text round them, or a megabyte. Escaping for HTML, Markdown or gnuplot comes after this, and is
/// theirs.
public enum Legible {
    /// Scalars that are shown of one text.
    public static let limit = 300

    /// The text with characters that nobody sees written as their code points, and shortened.
    public static func text(_ text: String, limit: Int = Legible.limit) -> String {
        let scalars = text.unicodeScalars
        if text.utf8.count <= limit, scalars.allSatisfy(isVisible) { return text }
        var shown = ""
        for scalar in scalars.prefix(limit) {
            if isVisible(scalar) {
                shown.unicodeScalars.append(scalar)
            } else if scalar == "\n" || scalar == "\t" {
                shown += " "
            } else {
                let code = String(scalar.value, radix: 16, uppercase: true)
                shown += "⟨U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)⟩"
            }
        }
        let count = scalars.count
        return count > limit ? "\(shown)… (\(count) characters)" : shown
    }

    /// Not a control character, nor one that changes how others are shown.
    static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20...0x7E).contains(scalar.value) { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            return false
        default: return true
        }
    }
}

extension StringProtocol {
    /// The text with scalars replaced, where `replacement` has another text for one.
    ///
    /// By scalar, since a quote or comma with an accent after it is one Character, and still a quote or comma to
    /// whoever reads the file.
    package func replacingScalars(_ replacement: (Unicode.Scalar) -> String?) -> String {
        var result = ""
        for scalar in unicodeScalars {
            if let text = replacement(scalar) { result += text } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }
}
