import FoundationEssentials
import Histogram

/// HdrHistogram's encoding for exchanging histograms: version 2, as HistogramLogWriter writes it and every
/// viewer reads it. The Swift library has no encoder. The format is described in
/// https://github.com/HdrHistogram/HdrHistogram, AbstractHistogram.java, `encodeIntoByteBuffer` and
/// `fillBufferFromCountsArray`, and in ZigZagEncoding.java.
extension LatencyHistogram {
    /// The last field of a line of a histogram log: base64 of the compressed encoding.
    public var logPayload: String {
        let content = ZlibStream.stored(encoding)
        return Data(word(0x1c84_9314) + word(UInt32(content.count)) + content).base64EncodedString()
    }

    /// The encoding before compression: forty bytes of header, then the counts.
    var encoding: [UInt8] {
        let counts = encodedCounts
        return word(0x1c84_9313) + word(UInt32(counts.count)) + word(0)  // no normalising offset
            + word(UInt32(Self.significantDigits.rawValue)) + bytes(histogram.lowestDiscernibleValue)
            + bytes(histogram.highestTrackableValue) + bytes(1.0.bitPattern) + counts
    }

    /// Counts in the order of the values, up to the last that is not 0; a run of zeros is one negative
    /// number.
    private var encodedCounts: [UInt8] {
        var result: [UInt8] = []
        var zeros: Int64 = 0
        for value in histogram.allValues() {
            guard value.count > 0 else {
                zeros += 1
                continue
            }
            if zeros > 0 { result += Self.zigZag(-zeros) }
            zeros = 0
            result += Self.zigZag(Int64(clamping: value.count))
        }
        return result
    }

    /// Small numbers of either sign in few bytes, seven bits each, the lowest first; the ninth byte has
    /// eight.
    static func zigZag(_ number: Int64) -> [UInt8] {
        var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
        var result: [UInt8] = []
        while result.count < 8 && rest >= 0x80 {
            result.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        return result + [UInt8(rest)]
    }

    private func word(_ value: UInt32) -> [UInt8] { bytes(value) }

    private func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}
