/// Why the bytes of a trace cannot be read.
enum TraceFault: Error, Equatable {
    /// There are no more.
    case cutOff
    /// They mean nothing, or more than a trace may hold.
    case malformed(String)
}

/// Numbers and texts, one after the other.
struct TraceBytes {
    private let bytes: [UInt8]
    private(set) var place: Int
    private var end: Int

    init(_ bytes: [UInt8], from place: Int) {
        self.bytes = bytes
        self.place = place
        end = bytes.count
    }

    var isAtEnd: Bool { place >= end }

    mutating func byte() throws(TraceFault) -> UInt8 {
        guard place < end else { throw .cutOff }
        defer { place += 1 }
        return bytes[place]
    }

    mutating func varint() throws(TraceFault) -> UInt64 {
        guard place < end else { throw .cutOff }
        let first = bytes[place]
        place += 1
        if first < 0x80 { return UInt64(first) }
        var value = UInt64(first & 0x7f)
        var shift: UInt64 = 7
        while true {
            let next = try byte()
            guard shift < 63 || (shift == 63 && next <= 1) else { throw .malformed("a number is too large") }
            value |= UInt64(next & 0x7f) << shift
            if next < 0x80 { return value }
            shift += 7
        }
    }

    /// A number that stands one higher, so that 0 means nothing.
    mutating func optional() throws(TraceFault) -> UInt64? {
        let value = try varint()
        return value == 0 ? nil : value - 1
    }

    mutating func text() throws(TraceFault) -> String {
        let count = try varint()
        guard count <= UInt64(TraceFormat.mostBytesOfText) else { throw .malformed("a text is too long") }
        guard count <= UInt64(end - place) else { throw .cutOff }
        defer { place += Int(count) }
        return String(decoding: bytes[place..<(place + Int(count))], as: UTF8.self)
    }

    /// Reads the next `count` bytes apart: they can say nothing about what follows them.
    mutating func part<Value>(
        of count: UInt64, _ body: (inout TraceBytes) throws(TraceFault) -> Value
    ) throws(TraceFault) -> Value {
        guard count <= UInt64(end - place) else { throw .cutOff }
        var part = self
        part.end = place + Int(count)
        place = part.end
        do {
            return try body(&part)
        } catch .cutOff {
            throw .malformed("a record is shorter than what is in it")
        }
    }
}
