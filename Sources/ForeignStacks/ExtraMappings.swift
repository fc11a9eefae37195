import CLibrary
import FileReading
import SystemPackage

/// Extra mappings, as in a large program: they make `/proc/self/maps` long.
public final class ExtraMappings {
    private let region: StackRegion

    /// Splits one region into `count` mappings by giving its pages alternating protections; neighbours
    /// with the same protection would be merged by the kernel.
    public init(count: Int) throws(StackRegion.PlacementError) {
        let page = StackRegion.pageSize
        let region = try StackRegion(size: max(count, 1) * page, placement: .anywhere)
        for index in stride(from: 1, to: count, by: 2) {
            let address = UnsafeMutableRawPointer(bitPattern: region.base + UInt(index * page))
            guard mprotect(address, page, PROT_READ) == 0 else {
                throw StackRegion.PlacementError(
                    description: "mapping \(index) of \(count): \(Errno(rawValue: errno))")
            }
        }
        self.region = region
    }

    /// As many as are missing for the process to have `total`; nil when it has as many.
    public convenience init?(upTo total: Int) throws(StackRegion.PlacementError) {
        // A region that is split has a neighbour on either side, with which it cannot merge.
        guard let present = Self.present, present < total else { return nil }
        try self.init(count: total - present)
    }

    /// The number of mappings that this process may have, or nil when the system does not say.
    public static var limit: Int? {
        guard let text = kernelText("/proc/sys/vm/max_map_count") else { return nil }
        return Int(text.prefix { $0.isNumber })
    }

    /// The number of mappings that this process has, or nil when `/proc` cannot be read.
    public static var present: Int? {
        kernelText("/proc/self/maps").map { $0.utf8.count { $0 == UInt8(ascii: "\n") } }
    }
}
