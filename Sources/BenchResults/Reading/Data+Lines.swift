import CLibrary
import FoundationEssentials

extension Data {
    /// Its lines without their ends; the last one is what follows the last end, and may be empty.
    var lines: DataLines { DataLines(data: self) }
}

/// The lines of a text, one after the other: a file may have millions, and all at once take a multiple of its
/// size. An index of `Data` costs much more than a byte, so ends are looked for in memory.
struct DataLines: Sequence, IteratorProtocol {
    private let data: Data
    private var position: Int? = 0

    init(data: Data) { self.data = data }

    mutating func next() -> Data? {
        guard let start = position else { return nil }
        let end = data.withUnsafeBytes { bytes -> Int? in
            guard let base = bytes.baseAddress,
                let end = memchr(base + start, CInt(UInt8(ascii: "\n")), bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(end) - base
        }
        position = end.map { $0 + 1 }
        return data[(data.startIndex + start)..<(data.startIndex + (end ?? data.count))]
    }
}
