/// A piece of a text that a mutation replaces: of JSON, and good enough for the other forms.
struct Token {
    enum Kind {
        case string
        case number
        case word
        case open
        case close
        case comma
        case colon
    }

    let kind: Kind
    let range: Range<Int>

    private static let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_".utf8)
    private static let digits = Set("0123456789".utf8)
    private static let marks: [UInt8: Kind] = [
        UInt8(ascii: "{"): .open, UInt8(ascii: "["): .open, UInt8(ascii: "}"): .close,
        UInt8(ascii: "]"): .close, UInt8(ascii: ","): .comma, UInt8(ascii: ":"): .colon,
    ]

    /// All tokens, in order.
    static func all(in bytes: [UInt8]) -> [Token] {
        var tokens: [Token] = []
        var place = 0
        while place < bytes.count {
            let start = place
            let byte = bytes[place]
            place += 1
            let kind: Kind
            if byte == UInt8(ascii: "\"") {
                while place < bytes.count, bytes[place] != UInt8(ascii: "\""), bytes[place] != 0x0A {
                    place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
                }
                place = min(bytes.count, place + 1)
                kind = .string
            } else if digits.contains(byte) || byte == UInt8(ascii: "-") {
                while place < bytes.count,
                    digits.contains(bytes[place]) || "+-.eE".utf8.contains(bytes[place])
                {
                    place += 1
                }
                kind = .number
            } else if letters.contains(byte) {
                while place < bytes.count, letters.contains(bytes[place]) || digits.contains(bytes[place]) {
                    place += 1
                }
                kind = .word
            } else if let mark = marks[byte] {
                kind = mark
            } else {
                continue
            }
            tokens.append(Token(kind: kind, range: start..<place))
        }
        return tokens
    }

    /// The tokens of a kind that are not names of members, by the name of the member that they are in: most
    /// of the numbers of a result are samples, and one of them is like another.
    static func groups(of kind: Kind, in bytes: [UInt8]) -> [[Token]] {
        let tokens = all(in: bytes)
        var places: [ArraySlice<UInt8>: Int] = [:]
        var groups: [[Token]] = []
        var name: ArraySlice<UInt8> = []
        for (index, token) in tokens.enumerated() {
            if token.kind == .string, index + 1 < tokens.count, tokens[index + 1].kind == .colon {
                name = bytes[token.range]
            } else if token.kind == kind {
                let place = places[name] ?? groups.count
                places[name] = place
                if place == groups.count { groups.append([]) }
                groups[place].append(token)
            }
        }
        return groups
    }

    /// The values of JSON: whole arrays and objects too, but no names of members.
    static func values(in bytes: [UInt8]) -> [Range<Int>] {
        parts(of: bytes).map(\.value)
    }

    /// The elements of arrays, or the members of objects with their names.
    static func members(in bytes: [UInt8], areElements: Bool) -> [Range<Int>] {
        parts(of: bytes).filter { ($0.start == $0.value.lowerBound) == areElements }
            .map { $0.start..<$0.value.upperBound }
    }

    private static func parts(of bytes: [UInt8]) -> [(start: Int, value: Range<Int>)] {
        let tokens = all(in: bytes)
        var parts: [(start: Int, value: Range<Int>)] = []
        var open: [(start: Int, value: Int)] = []
        for (index, token) in tokens.enumerated() {
            let isNamed = index >= 2 && tokens[index - 1].kind == .colon && tokens[index - 2].kind == .string
            let start = isNamed ? tokens[index - 2].range.lowerBound : token.range.lowerBound
            switch token.kind {
            case .open: open.append((start, token.range.lowerBound))
            case .close:
                if let begun = open.popLast(), !open.isEmpty {
                    parts.append((begun.start, begun.value..<token.range.upperBound))
                }
            case .string, .number, .word:
                let isName = index + 1 < tokens.count && tokens[index + 1].kind == .colon
                if !isName { parts.append((start, token.range)) }
            case .comma, .colon: break
            }
        }
        return parts
    }
}
