/// The container of compressed histograms (RFC 1950), without compression: stored blocks (RFC 1951, 3.2.4)
/// are as valid as others, and need no library. The histogram of a cell takes one to three kilobytes this
/// way.
enum ZlibStream {
    /// The bytes as a zlib stream.
    static func stored(_ content: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + 0xffff, content.count)
            let length = UInt16(end - start)
            result.append(end == content.count ? 1 : 0)
            for part in [length, ~length] { result += [UInt8(part & 0xff), UInt8(part >> 8)] }
            result += content[start..<end]
            start = end
        } while start < content.count
        let checksum = adler32(content)
        return result + withUnsafeBytes(of: checksum.bigEndian) { Array($0) }
    }

    /// RFC 1950, section 9.
    static func adler32(_ content: [UInt8]) -> UInt32 {
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in content {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        return high << 16 | low
    }
}
