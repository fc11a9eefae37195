import CLibrary

/// A place in a text, and the tokens of JSON in the plainest of their spellings, which are those of our encoder.
///
/// Each function goes past a token and says whether it was there; where it was not, the place means nothing any more.
/// What is taken is valid, and in the range of the type that it is for, so that no decoder need look at it again.
struct PlainText {
    let bytes: UnsafeRawBufferPointer
    var position: Int
    /// Numbers, strings, literals, arrays and objects that were gone past.
    private(set) var values = 0

    init(_ bytes: UnsafeRawBufferPointer, at position: Int) {
        (self.bytes, self.position) = (bytes, position)
    }

    /// Names, brackets and whatever else has one spelling.
    mutating func text(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - position >= count,
            memcmp(bytes.baseAddress! + position, text.utf8Start, count) == 0
        else { return false }
        position += count
        return true
    }

    /// The start of an array or object.
    mutating func start(_ text: StaticString) -> Bool {
        values += 1
        return self.text(text)
    }

    mutating func null() -> Bool {
        guard text("null") else { return false }
        values += 1
        return true
    }

    mutating func flag() -> Bool {
        values += 1
        return text("true") || text("false")
    }

    /// A whole number, 0 or above, of at most 15 digits: any type holds it. Nil where there is none.
    mutating func whole() -> Int? {
        values += 1
        let start = position
        var value = 0
        while position < bytes.count, position - start < 16, isDigit(position) {
            value = 10 * value + Int(bytes[position] - UInt8(ascii: "0"))
            position += 1
        }
        guard 1...15 ~= position - start, bytes[start] != UInt8(ascii: "0") || position - start == 1 else {
            return nil
        }
        return value
    }

    /// A number that a Double holds.
    mutating func number(isNegative: Bool = false) -> Bool {
        values += 1
        if isNegative, position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
        let start = position
        guard skipDigits(), bytes[start] != UInt8(ascii: "0") || position - start == 1 else { return false }
        if text("."), !skipDigits() { return false }
        guard text("e") else { return position - start <= 24 }
        _ = text("-") || text("+")
        let exponent = position
        return skipDigits() && position - exponent <= 2 && position - start <= 24
    }

    /// A number, and which it is; nil where there is none.
    mutating func value() -> Double? {
        let start = position
        // The number ends before the text does, so that strtod(3) ends there as well.
        guard number(isNegative: true), position < bytes.count else { return nil }
        return strtod((bytes.baseAddress! + start).assumingMemoryBound(to: CChar.self), nil)
    }

    /// A text of printable ASCII, without escapes.
    mutating func string() -> Bool { string { 0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "\\") } }

    /// A text in base64.
    mutating func base64() -> Bool { string { Self.isBase64[Int($0)] } }

    private static let isBase64 = (0...255).map { byte in
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=".utf8.contains(UInt8(byte))
    }

    @inline(__always)
    private mutating func string(_ isTaken: (UInt8) -> Bool) -> Bool {
        guard start("\"") else { return false }
        while position < bytes.count, bytes[position] != UInt8(ascii: "\""), isTaken(bytes[position]) {
            position += 1
        }
        return text("\"")
    }

    private func isDigit(_ place: Int) -> Bool { bytes[place] &- UInt8(ascii: "0") <= 9 }

    /// - Returns: whether there was one.
    private mutating func skipDigits() -> Bool {
        let start = position
        while position < bytes.count, isDigit(position) { position += 1 }
        return position > start
    }
}
