import FoundationEssentials

/// A place in a JSON text, and the tokens that may begin there.
struct JSONCursor {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    /// The byte here, or nil at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    func fault(_ what: String) -> JSONFault { JSONFault(offset: position, what: what) }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    /// One character that has to be here; `cut` says what it means if the text ends instead.
    mutating func expect(_ character: Unicode.Scalar, _ cut: String) throws(JSONFault) {
        guard let byte = next else { throw fault(cut) }
        guard byte == UInt8(ascii: character) else { throw fault("'\(character)' should be here") }
        position += 1
    }

    mutating func literal(_ text: StaticString) throws(JSONFault) {
        let wanted = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes[position...].starts(with: wanted) else { throw fault("no JSON value begins here") }
        position += wanted.count
    }

    private static let wordsNotFinite = [
        "NaN", "-NaN", "nan", "-nan", "Infinity", "-Infinity", "inf", "-inf",
    ]

    /// The word here for a number that is not finite, which JSON does not have. Asked of every value, and
    /// hardly any begins with one of these letters.
    var notFinite: String? {
        guard let next, "NnIi-".utf8.contains(next) else { return nil }
        return Self.wordsNotFinite.first { bytes[position...].starts(with: $0.utf8) }
    }

    /// A number that a Double holds.
    mutating func number() throws(JSONFault) {
        let start = position
        if next == UInt8(ascii: "-") { position += 1 }
        let first = next
        let whole = try digits(from: start)
        if first == UInt8(ascii: "0") && whole > 1 { throw fault("a number has a leading zero") }
        if next == UInt8(ascii: ".") {
            position += 1
            _ = try digits(from: start)
        }
        guard next == UInt8(ascii: "e") || next == UInt8(ascii: "E") else { return }
        position += 1
        if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
        _ = try digits(from: start)
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw JSONFault(offset: start, what: "the number \(text) is out of range")
        }
    }

    /// - Returns: how many digits there were, at least one.
    private mutating func digits(from start: Int) throws(JSONFault) -> Int {
        let first = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            position += 1
            if position - start > JSONGuard.longestNumber {
                throw JSONFault(offset: start, what: "a number is over \(JSONGuard.longestNumber) bytes long")
            }
        }
        if position == first { throw fault("a number has no digit here") }
        return position - first
    }

    /// A string in quotes, and what it means.
    mutating func string() throws(JSONFault) -> String {
        let start = position
        let isEscaped = try skipString()
        return try text(of: start..<position, isEscaped: isEscaped)
    }

    /// A string in quotes, as far as it must be known that it means something.
    mutating func checkedString() throws(JSONFault) {
        let start = position
        if try skipString() { _ = try text(of: start..<position, isEscaped: true) }
    }

    /// - Returns: whether it has escapes.
    private mutating func skipString() throws(JSONFault) -> Bool {
        var isEscaped = false
        position += 1
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return isEscaped
            case UInt8(ascii: "\\"):
                isEscaped = true
                try escape()
            case 0..<0x20: throw fault("a string has a control character")
            case 0..<0x80: position += 1
            default: try scalar(startingWith: byte)
            }
        }
        throw fault("it ends within a string")
    }

    /// Only strings with escapes are left to the decoder.
    private func text(of range: Range<Int>, isEscaped: Bool) throws(JSONFault) -> String {
        if !isEscaped { return String(decoding: bytes[range].dropFirst().dropLast(), as: UTF8.self) }
        do {
            return try JSONDecoder().decode(String.self, from: Data(bytes[range]))
        } catch {
            throw JSONFault(offset: range.lowerBound, what: "a string has an escape that means nothing")
        }
    }

    private mutating func escape() throws(JSONFault) {
        position += 1
        guard let kind = next else { throw fault("it ends within a string") }
        position += 1
        if "\"\\/bfnrt".utf8.contains(kind) { return }
        guard kind == UInt8(ascii: "u") else { throw fault("a string has an unknown escape") }
        for _ in 0..<4 {
            guard let byte = next, Character(Unicode.Scalar(byte)).isHexDigit else {
                throw fault("\\u is not followed by four hexadecimal digits")
            }
            position += 1
        }
    }

    /// A character of two to four bytes: the ranges of table 3-7 of the Unicode standard.
    private mutating func scalar(startingWith lead: UInt8) throws(JSONFault) {
        let second: ClosedRange<UInt8>
        let length: Int
        switch lead {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw fault("a byte is not UTF-8")
        }
        guard position + length <= bytes.count, second.contains(bytes[position + 1]),
            bytes[(position + 2)..<(position + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
        else { throw fault("a byte is not UTF-8") }
        position += length
    }
}
