import CStackSupport
import ForeignStacks

/// Coroutines, each on a 64 KiB stack of its own below the stack of the thread that made them.
///
/// The stacks lie 128 KiB apart, further than the 32 KiB window, with `PROT_NONE` between them.
final class CoroutineStacks {
    private static let stackBytes = 64 * 1024
    private static let distance = 128 * 1024

    /// The stacks, in the order of the coroutines.
    let stacks: [ForeignStack]
    /// The coroutines; null until they are started.
    let handles: UnsafeMutablePointer<OpaquePointer?>
    private let region: StackRegion

    init(count: Int, below own: OwnStack) throws(ClaimError) {
        do {
            region = try StackRegion(size: count * Self.distance, placement: .below(own.bounds.lo))
            var stacks: [ForeignStack] = []
            for index in 0..<count {
                let offset = index * Self.distance + (Self.distance - Self.stackBytes) / 2
                stacks.append(try region.open(offset: offset, length: Self.stackBytes))
            }
            self.stacks = stacks
        } catch {
            throw ClaimError("coroutine stacks: \(error)")
        }
        handles = .allocate(capacity: count)
        handles.initialize(repeating: nil, count: count)
    }

    deinit {
        for index in stacks.indices { handles[index].map { sbs_coroutine_destroy($0) } }
        handles.deallocate()
    }

    /// Makes every coroutine run `sbs_ring_coroutine` with the state of a loop that begins with a visit.
    ///
    /// Each starts at a random multiple of 64 bytes within the top page of its stack. Without that, all
    /// stack tops are equal modulo the page size and share one L1 set of eight lines, so that more than
    /// eight coroutines would measure conflict misses of our making.
    func start(
        by kind: StackSwitch, visiting state: UnsafeMutableRawPointer,
        random: inout any RandomNumberGenerator
    ) throws(ClaimError) {
        for (index, stack) in stacks.enumerated() {
            let colour = Int.random(in: 0..<(StackRegion.pageSize / 64), using: &random) * 64
            guard let lo = UnsafeMutableRawPointer(bitPattern: stack.lo),
                let coroutine = sbs_coroutine_create(
                    kind.abi, lo, stack.size - colour, sbs_ring_coroutine, state)
            else { throw ClaimError("coroutine \(index) of \(stacks.count): no memory") }
            handles[index] = coroutine
        }
    }

    /// The stacks are distinct and lie below the thread's.
    func checkPlacement(below own: OwnStack) throws(ClaimError) {
        try ClaimError.check(Set(stacks.map(\.lo)).count == stacks.count, "two coroutines share a stack")
        for stack in stacks {
            try ClaimError.check(stack.hi <= own.bounds.lo, "a stack lies above the thread's own")
        }
    }
}
