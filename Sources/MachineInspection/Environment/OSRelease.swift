/// The file /etc/os-release: shell assignments without expansions. Source: os-release(5).
enum OSRelease {
    /// The unquoted value of a key; the last assignment counts, and an empty value counts as none.
    static func value(of key: String, in text: String) -> String? {
        let assignments = text.split(whereSeparator: \.isNewline).map(\.trimmed)
        guard let line = assignments.last(where: { $0.hasPrefix("\(key)=") }) else { return nil }
        let value = unquoted(line.dropFirst(key.count + 1))
        return value.isEmpty ? nil : value
    }

    private static func unquoted(_ text: Substring) -> String {
        guard let quote = text.first, quote == "\"" || quote == "'" else { return String(text) }
        var value = ""
        var escaped = false
        for character in text.dropFirst() {
            if escaped {
                value.append(character)
                escaped = false
            } else if character == "\\" && quote == "\"" {
                escaped = true
            } else if character == quote {
                break
            } else {
                value.append(character)
            }
        }
        return value
    }
}
