import CStackSupport
import ForeignStacks

/// Coroutines on one thread, each on a 64 KiB stack of its own below the thread's.
///
/// The stacks lie 128 KiB apart, further than the 32 KiB window, with `PROT_NONE` between them.
final class CoroutineRing {
    static let stackBytes = 64 * 1024
    static let distance = 128 * 1024

    let stacks: [ForeignStack]
    private let region: StackRegion
    private let handles: UnsafeMutablePointer<OpaquePointer?>

    private init(count: Int, below own: OwnStack) throws(ClaimError) {
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

    /// A workload over `count` coroutines on the calling thread.
    ///
    /// Each coroutine starts at a random multiple of 64 bytes within the top page of its stack. Without
    /// that, all stack tops are equal modulo the page size and share one L1 set of eight lines, so that
    /// rings of more than eight would measure conflict misses of our making.
    static func prepare(
        count: Int, by kind: StackSwitch, ownStackToo: Bool = false, onMainThread: Bool,
        random: inout any RandomNumberGenerator
    ) throws(ClaimError) -> PreparedWorkload {
        let own = OwnStack.current
        try ClaimError.check(
            own.isMainThread == onMainThread, "prepared on thread \(own.procid), which is the wrong one")
        let ring = try CoroutineRing(count: count, below: own)
        let prepared = PreparedWorkload(
            loop: sbs_loop_ring,
            state: sbs_ring(
                visit: .control, coroutines: ring.handles, count: UInt32(count), next: 0,
                own_stack_too: ownStackToo)
        ) { (seen) throws(ClaimError) in
            try own.checkThread(seen)
            try ring.check(seen, own: own, ownStackToo: ownStackToo)
        }
        prepared.keepAlive(ring)
        for index in 0..<count {
            let colour = Int.random(in: 0..<(StackRegion.pageSize / 64), using: &random) * 64
            guard let lo = UnsafeMutableRawPointer(bitPattern: ring.stacks[index].lo),
                let coroutine = sbs_coroutine_create(
                    kind.abi, lo, stackBytes - colour, sbs_ring_coroutine, prepared.state)
            else { throw ClaimError("coroutine \(index) of \(count): no memory") }
            ring.handles[index] = coroutine
        }
        return prepared
    }

    /// Each callback ran on the stack whose turn it was, and the stacks are distinct and lie below.
    private func check(
        _ seen: [PreparedWorkload.Observation], own: OwnStack, ownStackToo: Bool
    ) throws(ClaimError) {
        try ClaimError.check(Set(stacks.map(\.lo)).count == stacks.count, "two coroutines share a stack")
        for stack in stacks {
            try ClaimError.check(stack.hi <= own.bounds.lo, "a stack lies above the thread's own")
        }
        var turn = 0
        for (index, observation) in seen.enumerated() {
            if ownStackToo && index.isMultiple(of: 2) {
                try ClaimError.check(own.bounds.contains(observation.sp), "not on the thread's own stack")
            } else {
                try ClaimError.check(
                    stacks[turn].contains(observation.sp),
                    "callback \(index) did not run on the stack of coroutine \(turn)")
                turn = (turn + 1) % stacks.count
            }
        }
    }
}
