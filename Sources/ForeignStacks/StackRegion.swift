import CLibrary
import SystemPackage

/// A range of addresses in which a C program keeps its stacks, with guards and gaps between them.
///
/// Everything not handed out stays `PROT_NONE`. The region is unmapped when the value is destroyed.
public struct StackRegion: ~Copyable, Sendable {
    /// Where a region must be, relative to an address.
    public enum Placement: Sendable, Equatable {
        /// Wherever the kernel likes.
        case anywhere
        /// Entirely below the address.
        case below(UInt)
        /// Entirely above the address.
        case above(UInt)
    }

    /// The region could not be reserved.
    public struct PlacementError: Error, CustomStringConvertible {
        /// What was requested and what the system answered.
        public let description: String
    }

    /// Lowest address of the region.
    public let base: UInt
    /// Length of the region, in bytes.
    public let size: Int

    /// Bytes in a page.
    public static var pageSize: Int { Int(sysconf(Int32(_SC_PAGESIZE))) }

    /// Reserves `size` bytes (rounded up to pages), and verifies that they are where `placement` says.
    public init(size: Int, placement: Placement) throws(PlacementError) {
        let page = StackRegion.pageSize
        self.size = (size + page - 1) / page * page
        base = try StackRegion.reserve(self.size, placement)
    }

    deinit {
        munmap(UnsafeMutableRawPointer(bitPattern: base), size)
    }

    /// Makes `length` bytes at `offset` usable as a stack, and returns its bounds. Both must be
    /// multiples of the page size.
    public func open(offset: Int, length: Int) throws(PlacementError) -> ForeignStack {
        precondition(offset >= 0 && length > 0 && offset + length <= size, "outside of the region")
        let lo = base + UInt(offset)
        guard mprotect(UnsafeMutableRawPointer(bitPattern: lo), length, PROT_READ | PROT_WRITE) == 0 else {
            throw PlacementError(description: "mprotect of a stack: \(Errno(rawValue: errno))")
        }
        return ForeignStack(lo: lo, hi: lo + UInt(length))
    }

    // The kernel's own choice is usually below the calling thread's stack already. If not, free places are
    // tried at growing distances, never over existing mappings (MAP_FIXED_NOREPLACE).
    private static func reserve(_ size: Int, _ placement: Placement) throws(PlacementError) -> UInt {
        if let base = map(at: nil, size) {
            if isSatisfied(placement, base, size) { return base }
            munmap(UnsafeMutableRawPointer(bitPattern: base), size)
        }
        for attempt in 1...512 {
            let distance = UInt(attempt) * step(placement)
            let candidate: UInt
            switch placement {
            case .anywhere: throw PlacementError(description: "mmap of \(size) bytes: no memory")
            case .below(let address):
                guard address > distance + UInt(size) else { continue }
                candidate = address - distance - UInt(size)
            case .above(let address): candidate = address + distance
            }
            let page = UInt(pageSize)
            if let base = map(at: candidate / page * page, size) {
                if isSatisfied(placement, base, size) { return base }
                munmap(UnsafeMutableRawPointer(bitPattern: base), size)
            }
        }
        throw PlacementError(description: "no free \(size) bytes \(placement)")
    }

    /// Far enough to find free places soon, and not too far for an address space that begins near 0: under
    /// valgrind a thread's stack is below 100 MiB, with the program and a gap below it.
    private static func step(_ placement: Placement) -> UInt {
        guard case .below(let address) = placement else { return 64 << 20 }
        return min(64 << 20, address / 256)
    }

    private static func isSatisfied(_ placement: Placement, _ base: UInt, _ size: Int) -> Bool {
        switch placement {
        case .anywhere: true
        case .below(let address): base + UInt(size) <= address
        case .above(let address): base >= address
        }
    }

    /// MAP_FIXED_NOREPLACE of mmap(2), which is not in every libc's header.
    package static let fixedNoReplace: Int32 = 0x100000

    private static func map(at address: UInt?, _ size: Int) -> UInt? {
        var flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        if address != nil { flags |= fixedNoReplace }
        let hint = address.flatMap(UnsafeMutableRawPointer.init(bitPattern:))
        guard let base = mmap(hint, size, PROT_NONE, flags, -1, 0), base != MAP_FAILED else { return nil }
        return UInt(bitPattern: base)
    }
}
