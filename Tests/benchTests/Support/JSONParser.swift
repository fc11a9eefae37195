import FoundationEssentials

/// A parser of JSON that knows no types. JSONDecoder can only try one type after the other, which takes
/// minutes for the reference results in a test that is not optimised.
struct JSONParser {
    private let text: [UInt8]
    private var position = 0

    init(text: [UInt8]) { self.text = text }

    /// The document in a file.
    static func document(at path: String) throws -> JSONValue {
        var parser = JSONParser(text: Array(try Data(contentsOf: URL(filePath: path))))
        return try parser.value()
    }

    struct Malformed: Error {
        let position: Int
    }

    mutating func value() throws -> JSONValue {
        skipSpace()
        guard position < text.count else { throw Malformed(position: position) }
        switch text[position] {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try list()
        case UInt8(ascii: "\""): return .text(try string())
        default: return try word()
        }
    }

    private mutating func object() throws -> JSONValue {
        var members: [String: JSONValue] = [:]
        try separated(end: UInt8(ascii: "}")) { parser in
            parser.skipSpace()
            let key = try parser.string()
            parser.skipSpace()
            try parser.expect(UInt8(ascii: ":"))
            members[key] = try parser.value()
        }
        return .object(members)
    }

    private mutating func list() throws -> JSONValue {
        var entries: [JSONValue] = []
        try separated(end: UInt8(ascii: "]")) { entries.append(try $0.value()) }
        return .list(entries)
    }

    private mutating func separated(end: UInt8, _ entry: (inout JSONParser) throws -> Void) throws {
        position += 1
        skipSpace()
        if position < text.count, text[position] == end {
            position += 1
            return
        }
        while true {
            try entry(&self)
            skipSpace()
            guard position < text.count else { throw Malformed(position: position) }
            position += 1
            if text[position - 1] == end { return }
            guard text[position - 1] == UInt8(ascii: ",") else { throw Malformed(position: position) }
        }
    }

    /// The reference results have no other escapes than these.
    private mutating func string() throws -> String {
        try expect(UInt8(ascii: "\""))
        var bytes: [UInt8] = []
        while position < text.count, text[position] != UInt8(ascii: "\"") {
            if text[position] == UInt8(ascii: "\\") {
                position += 1
                guard position < text.count else { throw Malformed(position: position) }
                bytes.append(text[position] == UInt8(ascii: "n") ? UInt8(ascii: "\n") : text[position])
            } else {
                bytes.append(text[position])
            }
            position += 1
        }
        try expect(UInt8(ascii: "\""))
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func word() throws -> JSONValue {
        let start = position
        let ends: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x0A]
        while position < text.count, !ends.contains(text[position]) { position += 1 }
        let word = String(decoding: text[start..<position], as: UTF8.self)
        switch word {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            if let number = Int(word) { return .int(number) }
            guard let number = Double(word) else { throw Malformed(position: start) }
            return .number(number)
        }
    }

    private mutating func skipSpace() {
        while position < text.count, [0x20, 0x0A, 0x09, 0x0D].contains(text[position]) { position += 1 }
    }

    private mutating func expect(_ byte: UInt8) throws {
        guard position < text.count, text[position] == byte else { throw Malformed(position: position) }
        position += 1
    }
}
