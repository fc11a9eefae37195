import CLibrary
import ForeignStacks

/// A free range of addresses, at whose top stacks are mapped one after the other.
final class Reserved {
    private let top: UInt
    private let page = UInt(StackRegion.pageSize)
    private var mapped: (base: UInt, size: Int)?

    /// Finds a free range of addresses.
    init(_ size: Int, below address: UInt) throws(StagingError) {
        let region = try StagingError.setUp { try StackRegion(size: size, placement: .below(address)) }
        top = region.base + UInt(region.size)
    }

    deinit {
        unmap()
    }

    /// Maps a stack that ends at the top, with a PROT_NONE page below it.
    func map(_ size: Int) throws(StagingError) -> ForeignStack {
        let base = top - UInt(size) - page
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | StackRegion.fixedNoReplace
        let wanted = UnsafeMutableRawPointer(bitPattern: base)
        guard let got = mmap(wanted, size + Int(page), PROT_NONE, flags, -1, 0), got == wanted else {
            throw .unavailable("no stack could be mapped at the same top")
        }
        mapped = (base, size + Int(page))
        guard mprotect(got + Int(page), size, PROT_READ | PROT_WRITE) == 0 else {
            throw .unavailable("mprotect of a stack: error \(errno)")
        }
        return ForeignStack(lo: base + page, hi: top)
    }

    /// Unmaps the stack.
    func unmap() {
        if let mapped { munmap(UnsafeMutableRawPointer(bitPattern: mapped.base), mapped.size) }
        mapped = nil
    }
}
