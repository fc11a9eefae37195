import Testing

@testable import Statistics

/// HdrHistogram's encoding, against bytes that another implementation wrote.
struct HistogramEncodingTests {
    private static let recorded: [(UInt64, UInt64)] = [
        (0, 1), (1, 3), (2047, 2), (2048, 200), (5000, 70_000), (123_456, 1), (1_000_000, 5),
    ]

    private var histogram: LatencyHistogram {
        LatencyHistogram([
            LatencyCounts(
                Self.recorded.flatMap { Array(repeating: $0.0, count: Int($0.1)) }, batch: 1, clockCost: 1)
        ])
    }

    /// By Python's hdrhistogram 0.10.8 (https://pypi.org/project/hdrhistogram): `zlib.decompress` of
    /// `HdrHistogram(1, 1000447, 3).encode()`, its first eight bytes left out, after `record_value` of the
    /// values above.
    private static let foreign =
        "1c849313000000120000000000000003000000000000000100000000000f43ff3ff0000000000000"
        + "0206f91f049003c113e0c508cb4a02ad300a"

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test func `it is what other implementations write`() {
        #expect(hex(histogram.encoding) == Self.foreign)
        #expect(histogram.logPayload.hasPrefix("HISTFA"))
    }

    /// From ZigZagEncoding.java's rule: the sign goes to the lowest bit, and a ninth byte holds eight bits.
    @Test(
        arguments: [
            (0, "00"), (-1, "01"), (1, "02"), (-64, "7f"), (64, "8001"), (8191, "fe7f"), (-8193, "818001"),
            (Int64.max, "feffffffffffffffff"), (Int64.min, "ffffffffffffffffff"),
        ] as [(Int64, String)])
    func `numbers take as few bytes as they need`(number: Int64, bytes: String) {
        #expect(hex(LatencyHistogram.zigZag(number)) == bytes)
    }

    @Test func `the checksum is that of RFC 1950`() {
        #expect(ZlibStream.adler32([]) == 1)
        #expect(ZlibStream.adler32(Array("Wikipedia".utf8)) == 0x11e6_0398)
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 200_000]) func `blocks hold 65,535 bytes`(count: Int) {
        let stream = ZlibStream.stored([UInt8](repeating: 7, count: count))
        let blocks = max(1, (count + 65_534) / 65_535)
        #expect(stream.count == 2 + 5 * blocks + count + 4)
        #expect((Int(stream[0]) << 8 | Int(stream[1])) % 31 == 0)
        var (place, total) = (2, 0)
        for block in 1...blocks {
            #expect(stream[place] == (block == blocks ? 1 : 0))
            let length = Int(stream[place + 1]) | Int(stream[place + 2]) << 8
            #expect(length ^ 0xffff == Int(stream[place + 3]) | Int(stream[place + 4]) << 8)
            place += 5 + length
            total += length
        }
        #expect(total == count)
    }
}
