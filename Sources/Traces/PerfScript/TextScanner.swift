/// Reads numbers and words of a line, from its beginning on.
struct TextScanner {
    private var rest: ArraySlice<UInt8>

    init(_ line: ArraySlice<UInt8>) { rest = line }

    var isAtEnd: Bool { rest.isEmpty }
    /// Whether a word ends here.
    var isAtSpace: Bool { rest.first.map(Self.isSpace) ?? true }
    /// What is left.
    var text: String { String(decoding: rest, as: UTF8.self) }

    mutating func take(_ text: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard rest.starts(with: wanted) else { return false }
        rest = rest.dropFirst(wanted.count)
        return true
    }

    mutating func skipSpaces() { rest = rest.drop(while: Self.isSpace) }

    mutating func word() -> ArraySlice<UInt8> {
        let word = rest.prefix { !Self.isSpace($0) }
        rest = rest[word.endIndex...]
        return word
    }

    /// The rest of this word, and the spaces behind it.
    mutating func skipWord() {
        _ = word()
        skipSpaces()
    }

    /// Goes behind the first place where a text is.
    mutating func skip(to text: StaticString) -> Bool {
        while !rest.isEmpty {
            if take(text) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    /// Goes behind the last place where a character is, if it is anywhere.
    mutating func skip(toLast character: Unicode.Scalar) {
        let place = rest.lastIndex(of: UInt8(ascii: character))
        if let place { rest = rest[(place + 1)...] }
    }

    mutating func decimal() -> UInt64? { number(base: 10) }
    mutating func hexadecimal() -> UInt64? { number(base: 16) }

    /// `1234/1235`: a process and its thread; -1 for what is none.
    mutating func task(_ separator: StaticString) -> (process: Int32, thread: Int32)? {
        guard let process = identifier(), take(separator), let thread = identifier() else { return nil }
        return (process, thread)
    }

    private mutating func identifier() -> Int32? {
        take("-1") ? -1 : decimal().flatMap(Int32.init(exactly:))
    }

    /// ` [003] 51378.166461: `, in nanoseconds.
    mutating func time() -> UInt64? {
        guard isAtSpace else { return nil }
        skipSpaces()
        if take("[") {
            guard decimal() != nil, take("]") else { return nil }
            skipSpaces()
        }
        guard let seconds = decimal(), seconds < 1 << 32, take(".") else { return nil }
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        guard (1...9).contains(digits), var fraction = decimal(), take(":") else { return nil }
        for _ in digits..<9 { fraction *= 10 }
        skipSpaces()
        return seconds * 1_000_000_000 + fraction
    }

    private mutating func number(base: UInt64) -> UInt64? {
        var value: UInt64 = 0
        var place = rest.startIndex
        while place < rest.endIndex, let digit = Self.digit(rest[place]), digit < base {
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: base)
            let (sum, isStillTooLarge) = product.addingReportingOverflow(digit)
            guard !isTooLarge, !isStillTooLarge else { return nil }
            value = sum
            place += 1
        }
        guard place > rest.startIndex else { return nil }
        rest = rest[place...]
        return value
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        default: nil
        }
    }
}
