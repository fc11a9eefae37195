import MachineInspection

/// The parts of a line of Go benchmark text.
enum GoText {
    private static let blanks = Set(" \t\r\u{B}\u{C}".utf8)

    /// What stands between white space. Nearly all lines are ASCII, where a byte is a character.
    static func fields(_ line: String) -> [Substring] {
        guard line.utf8.allSatisfy({ $0 < 0x80 }) else { return line.split(whereSeparator: \.isWhitespace) }
        return line.utf8.split(whereSeparator: blanks.contains).map { Substring($0) }
    }

    /// `A/b/c`, `A/b` and `A`: `-v` prints those that only run others too.
    static func withParents(of name: String) -> [String] {
        [name] + name.indices.filter { name[$0] == "/" }.prefix(20).map { String(name[..<$0]) }
    }

    /// The name, and the digits of `-8` behind it, which is how many processors Go used.
    static func named(_ field: Substring) -> (name: String, processors: String?) {
        guard let dash = field.utf8.lastIndex(of: UInt8(ascii: "-")), dash > field.startIndex,
            case let digits = field[field.utf8.index(after: dash)...], !digits.isEmpty,
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return (String(field), nil) }
        return (String(field[..<dash]), String(digits))
    }

    /// A line of configuration: a key that begins with a small letter and has neither blanks nor capitals,
    /// a colon, and a value after a blank. No value takes the key back.
    static func setting(_ line: String) -> (key: String, value: String)? {
        guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")), line.first?.isLowercase == true
        else { return nil }
        let (key, rest) = (line[..<colon], line[line.utf8.index(after: colon)...])
        guard !key.contains(where: { $0.isWhitespace || $0.isUppercase }), key != "panic",
            rest.first?.isWhitespace ?? true
        else { return nil }
        return (Legible.text(String(key)), Legible.text(rest.trimmed))
    }

    /// What a benchmark logged: indented, and not the outcome of another one.
    static func isMessage(_ line: String) -> Bool {
        line.first?.isWhitespace == true && !line.trimmed.isEmpty && !line.trimmed.hasPrefix("---")
    }
}
