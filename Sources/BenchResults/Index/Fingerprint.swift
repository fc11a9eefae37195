/// SipHash-2-4 with 128 bits: J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF", 2012. For telling
/// texts apart, with a key that is no secret: whoever can write results has no use for two of one fingerprint.
struct Fingerprint: Hashable, Sendable {
    /// 16 bytes.
    let bytes: [UInt8]

    init(of data: some Collection<UInt8>) {
        bytes =
            data.withContiguousStorageIfAvailable { Self.hash(UnsafeRawBufferPointer($0)) }
            ?? Array(data).withUnsafeBytes(Self.hash)
    }

    private static func hash(_ data: UnsafeRawBufferPointer) -> [UInt8] {
        var state = State()
        let whole = data.count / 8
        for word in 0..<whole {
            state.add(UInt64(littleEndian: data.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self)))
        }
        var last = UInt64(data.count & 0xFF) << 56
        for (place, byte) in data[(8 * whole)...].enumerated() { last |= UInt64(byte) << (8 * UInt64(place)) }
        state.add(last)
        return state.ended()
    }

    private struct State {
        // The constants of the paper, with a key of the bytes 0 to 15, as in its test vectors.
        var v0: UInt64 = 0x736f_6d65_7073_6575 ^ 0x0706_0504_0302_0100
        var v1: UInt64 = 0x646f_7261_6e64_6f6d ^ 0x0f0e_0d0c_0b0a_0908 ^ 0xee
        var v2: UInt64 = 0x6c79_6765_6e65_7261 ^ 0x0706_0504_0302_0100
        var v3: UInt64 = 0x7465_6462_7974_6573 ^ 0x0f0e_0d0c_0b0a_0908

        mutating func add(_ word: UInt64) {
            v3 ^= word
            for _ in 0..<2 { round() }
            v0 ^= word
        }

        mutating func ended() -> [UInt8] {
            v2 ^= 0xee
            for _ in 0..<4 { round() }
            let first = v0 ^ v1 ^ v2 ^ v3
            v1 ^= 0xdd
            for _ in 0..<4 { round() }
            return [first, v0 ^ v1 ^ v2 ^ v3].flatMap { word in
                (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
            }
        }

        private mutating func round() {
            v0 &+= v1
            v1 = v1 << 13 | v1 >> 51
            v1 ^= v0
            v0 = v0 << 32 | v0 >> 32
            v2 &+= v3
            v3 = v3 << 16 | v3 >> 48
            v3 ^= v2
            v0 &+= v3
            v3 = v3 << 21 | v3 >> 43
            v3 ^= v0
            v2 &+= v1
            v1 = v1 << 17 | v1 >> 47
            v1 ^= v2
            v2 = v2 << 32 | v2 >> 32
        }
    }
}
