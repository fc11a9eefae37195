/// Writes numbers and texts one after the other.
struct BytePacker {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int) {
        withUnsafeBytes(of: Int64(number).littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ number: Double) { add(Int(truncatingIfNeeded: number.bitPattern)) }

    mutating func add(_ text: [UInt8]) {
        add(text.count)
        bytes += text
    }
}

/// Reads what `BytePacker` wrote.
struct ByteUnpacker {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func number() throws(IndexDamage) -> Int {
        guard bytes.count - place >= 8 else { throw IndexDamage() }
        defer { place += 8 }
        return bytes.withUnsafeBytes {
            Int(Int64(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Int64.self)))
        }
    }

    mutating func real() throws(IndexDamage) -> Double {
        Double(bitPattern: UInt64(truncatingIfNeeded: try number()))
    }

    mutating func text() throws(IndexDamage) -> [UInt8] {
        let count = try number()
        guard count >= 0, count <= bytes.count - place else { throw IndexDamage() }
        defer { place += count }
        return Array(bytes[place..<place + count])
    }
}
