import FileReading
import SystemPackage

/// The mappings of this process, by address.
struct MemoryMaps {
    let ranges: [Range<UInt>]

    /// The mappings now, or nil when they cannot be read.
    static var current: MemoryMaps? { kernelText("/proc/self/maps").map(MemoryMaps.init) }

    /// Reads the text of `/proc/self/maps`.
    init(_ text: String) {
        ranges = text.split(separator: "\n").compactMap { line in
            let ends = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
            return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
        }
    }

    /// The mapping that holds an address, and its place in the order.
    func mapping(of address: UInt) -> (index: Int, range: Range<UInt>)? {
        ranges.firstIndex { $0.contains(address) }.map { ($0, ranges[$0]) }
    }
}
