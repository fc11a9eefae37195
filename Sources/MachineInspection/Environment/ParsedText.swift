/// Small parsers for the words and numbers of kernel files. They accept any text without failing.
enum ParsedNumber {
    /// A finite number above 0.
    static func positive(_ text: some StringProtocol) -> Double? {
        Double(text).flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    }

    /// A finite number, 0 or above.
    static func notNegative(_ text: some StringProtocol) -> Double? {
        Double(text).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    }

    /// `0` or `1`.
    static func flag(_ text: String) -> Bool? {
        ["0": false, "1": true][text]
    }
}

/// The word in brackets, as in `always [madvise] never`.
/// Source: Documentation/admin-guide/mm/transhuge.rst of the Linux kernel.
enum SelectedWord {
    static func parse(_ text: String) -> String? {
        guard let open = text.firstIndex(of: "["), let close = text[open...].firstIndex(of: "]") else {
            return nil
        }
        let word = text[text.index(after: open)..<close].trimmed
        return word.isEmpty ? nil : word
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    package var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
