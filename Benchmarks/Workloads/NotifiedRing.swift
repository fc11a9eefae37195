import CStackSupport
import ForeignStacks

/// The ring of a program that announces every switch to the runtime, for strategies that want to know.
final class NotifiedRing {
    private let members: UnsafeMutablePointer<sbs_notified_member>

    private init(count: Int) {
        members = .allocate(capacity: count)
        members.initialize(repeating: sbs_notified_member(), count: count)
    }

    deinit { members.deallocate() }

    /// A workload over the coroutines, like that of a ring that announces nothing.
    static func prepare(
        _ coroutines: CoroutineStacks, by kind: StackSwitch, ownStackToo: Bool,
        check: @escaping ([PreparedWorkload.Observation]) throws(ClaimError) -> Void,
        random: inout any RandomNumberGenerator
    ) throws(ClaimError) -> PreparedWorkload {
        let count = coroutines.stacks.count
        let ring = NotifiedRing(count: count)
        let prepared = PreparedWorkload(
            loop: sbs_loop_notified_ring,
            state: sbs_notified_ring(
                callback: .control, members: ring.members, count: UInt32(count), next: 0,
                own_stack_too: ownStackToo),
            check: check)
        prepared.keepAlive(coroutines)
        prepared.keepAlive(ring)
        try coroutines.start(
            by: kind, main: sbs_notified_ring_coroutine,
            argument: { UnsafeMutableRawPointer(ring.members + $0) }, random: &random)
        let state = prepared.state.assumingMemoryBound(to: sbs_notified_ring.self)
        for (index, stack) in coroutines.stacks.enumerated() {
            ring.members[index] = sbs_notified_member(
                ring: state, coroutine: coroutines.handles[index], lo: stack.lo, hi: stack.hi)
        }
        return prepared
    }
}
