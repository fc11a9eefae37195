import CLibrary
import CStackSupport
import Cells
import ForeignStacks

/// 40. A coroutine on memory that grows by itself (`MAP_GROWSDOWN`): its mapping is smaller than its stack.
///
/// - Set-up: a pthread; 16 KiB of growing memory far below its stack, with 2 MiB of free addresses below.
/// - Truth: 256 KiB, which is less than the kernel lets it grow; what is mapped is a part of that.
/// - Callbacks: on the coroutine, one that uses 24 KiB.
/// - Expected: it returns.
/// - Those who take the mapping for the stack abort (S). An overflow is not judged: nobody but the kernel
///   knows where it is.
extension Scenario {
    static let growingStack = Scenario(
        40, "growing-stack", "a coroutine on MAP_GROWSDOWN memory uses more than is mapped yet",
        setUp: "a coroutine on a growing mapping of 16 KiB", truth: "256 KiB, all of which may be used",
        source: "pmodels/argobots#274", looksFor: [.spuriousAbort, .stale]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        stage.callback("own stack", on: own)
        let fiber = try GrowingMemory.fiber(stage, below: own.lo)
        fiber.callback("24 KiB of the coroutine", .uses(24 * 1024))
    }
}

/// Memory that the kernel makes larger downwards when what is below it is touched.
enum GrowingMemory {
    /// A coroutine on 256 KiB, of which the upper 16 KiB are mapped, far below an address.
    static func fiber(
        _ stage: Stage, below address: UInt, isRegistered: Bool = true
    ) throws(StagingError) -> Fiber {
        let hi = try map(far: 64 << 20, below: address, mapped: 16 * 1024, free: 2 << 20)
        let stack = ForeignStack(lo: hi - 256 * 1024, hi: hi)
        return try Fiber(stage, on: stack, mapped: 16 * 1024, isRegistered: isRegistered)
    }

    /// The high end of a growing mapping.
    private static func map(
        far distance: UInt, below address: UInt, mapped: Int, free: Int
    ) throws(StagingError) -> UInt {
        let size = free + mapped
        let wanted = UnsafeMutableRawPointer(bitPattern: (address - distance - UInt(size)) & ~0xffff)
        // Reserved and given back, so that nothing is there.
        guard let range = mmap(wanted, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            range != MAP_FAILED
        else { throw .unavailable("no addresses are left for a growing mapping") }
        munmap(range, size)
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_GROWSDOWN
        guard let top = mmap(range + free, mapped, PROT_READ | PROT_WRITE, flags, -1, 0), top != MAP_FAILED
        else { throw .unavailable("mmap with MAP_GROWSDOWN: error \(errno)") }
        return UInt(bitPattern: top) + UInt(mapped)
    }
}
