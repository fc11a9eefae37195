/// Why a text is not JSON that this program accepts.
public struct JSONFault: Error, Sendable, Equatable {
    /// Byte of the text at which it was seen, from 0.
    public let offset: Int
    /// What is wrong, on one line.
    public let what: String

    /// The same with the place as people count it: line, and byte in the line, both from 1.
    func description(in bytes: UnsafeRawBufferPointer) -> String {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return "\(what), at line \(line), byte \(offset - start + 1)"
    }
}

extension String {
    /// Whether it can be a name in a table: printable, on one line, at most 500 bytes.
    var isPrintableName: Bool {
        guard !isEmpty, utf8.count <= 500 else { return false }
        // Most names are ASCII, for which no table of characters need be asked.
        return utf8.allSatisfy { (0x20..<0x7F).contains($0) }
            || !unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
