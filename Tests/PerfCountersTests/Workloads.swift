import CLibrary
import CPerfmon

/// Work for user mode that cannot be optimised away.
@inline(never) func spin(_ rounds: Int) {
    var state: UInt64 = 1
    for _ in 0..<rounds { state = state &* 6_364_136_223_846_793_005 &+ 1 }
    withExtendedLifetime(state) {}
}

/// Mapped pages that nothing has touched, small ones whatever the system prefers.
final class FreshPages: Sendable {
    private let start: UInt
    private let byteCount: Int
    private static let pageSize = sysconf(Int32(_SC_PAGESIZE))

    init(count: Int) {
        byteCount = count * Self.pageSize
        let mapping = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapping, mapping != MAP_FAILED else { fatalError("mmap failed: \(errno)") }
        madvise(mapping, byteCount, Int32(MADV_NOHUGEPAGE))
        start = UInt(bitPattern: mapping)
    }

    deinit { munmap(UnsafeMutableRawPointer(bitPattern: start), byteCount) }

    func touch() {
        let bytes = UnsafeMutableRawPointer(bitPattern: start)!
        for offset in stride(from: 0, to: byteCount, by: Self.pageSize) {
            bytes.storeBytes(of: 1, toByteOffset: offset, as: UInt8.self)
        }
    }
}
