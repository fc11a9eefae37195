import CStackSupport
import CallbackRuntime
import ForeignStacks

/// Coroutines on one thread, resumed in turn.
enum CoroutineRing {
    /// A workload over `count` coroutines on the calling thread.
    static func prepare(
        count: Int, by kind: StackSwitch, ownStackToo: Bool = false, onMainThread: Bool,
        random: inout any RandomNumberGenerator
    ) throws(ClaimError) -> PreparedWorkload {
        let own = OwnStack.current
        try own.checkPreparation(onMainThread: onMainThread)
        let ring = try CoroutineStacks(count: count, below: own)
        func claim(_ seen: [PreparedWorkload.Observation]) throws(ClaimError) {
            try own.checkThread(seen)
            try ring.checkPlacement(below: own)
            try check(seen, ring.stacks, own: own, ownStackToo: ownStackToo)
        }
        if CallbackRuntime.wantsNotifications {
            return try NotifiedRing.prepare(
                ring, by: kind, ownStackToo: ownStackToo, check: claim, random: &random)
        }
        let prepared = PreparedWorkload(
            loop: entering(sbs_loop_ring, sbs_loop_ring_real),
            state: sbs_ring(
                callback: .control, coroutines: ring.handles, count: UInt32(count), next: 0,
                own_stack_too: ownStackToo),
            check: claim)
        prepared.keepAlive(ring)
        try ring.start(
            by: kind, state: prepared.state, main: entering(sbs_ring_coroutine, sbs_ring_coroutine_real),
            random: &random)
        return prepared
    }

    /// Each callback ran on the stack whose turn it was.
    private static func check(
        _ seen: [PreparedWorkload.Observation], _ stacks: [ForeignStack], own: OwnStack, ownStackToo: Bool
    ) throws(ClaimError) {
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
