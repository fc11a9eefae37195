import CStackSupport
import CallbackRuntime
import ForeignStacks

extension Workload {
    /// Coroutines that are handed between two threads, as in work-stealing schedulers. Each thread in turn
    /// resumes all 64 once, so that the handover is a small part of the cost per callback; the empty row
    /// shows it. The coroutines are 1 TiB below, so that the threads' stacks are above them wherever the
    /// kernel puts them. Otherwise SP might be above the recorded `hi`, which trips no guard, and `fixed`
    /// would survive.
    static let migrate = Workload(
        name: "migrate",
        summary: "64 coroutines handed between two pthreads, \(StackSwitch.cheapest.rawValue)",
        version: 2, place: .pthread, granularity: 2 * Self.migratingCoroutines, hasNotifications: true,
        tier: .named, wakesThreads: true, runtimeNeed: .otherThreads,
        unavailability: { StackSwitch.cheapest.unavailability }
    ) { (random) throws(ClaimError) in
        let own = OwnStack.current
        let count = migratingCoroutines
        let coroutines = try CoroutineStacks(count: count, .below(own.bounds.lo - 1 << 40))
        var state = sbs_migration()
        state.callback = .control
        state.coroutines = coroutines.handles
        state.stacks = UnsafePointer(coroutines.bounds)
        state.count = UInt32(count)
        state.notifies = CallbackRuntime.wantsNotifications
        let prepared = PreparedWorkload(
            loop: entering(sbs_loop_migration, sbs_loop_migration_real), state: state
        ) { (seen) throws(ClaimError) in
            try coroutines.checkPlacement(below: own)
            try ClaimError.check(
                Set(seen.map(\.procid)).count == 2, "callbacks came from other than two threads")
            for (index, observation) in seen.enumerated() {
                try ClaimError.check(
                    coroutines.stacks[index % count].contains(observation.sp),
                    "callback \(index) did not run on the stack of coroutine \(index % count)")
                let before = index >= count ? seen[index - count].procid : 0
                try ClaimError.check(
                    observation.procid != before, "a coroutine called back twice on one thread")
            }
        }
        try coroutines.start(
            by: .cheapest, state: prepared.state,
            main: entering(sbs_migration_coroutine, sbs_migration_coroutine_real),
            random: &random)
        let team = try Team(2, entering(sbs_migration_work, sbs_migration_work_real), prepared.state)
        prepared.state.assumingMemoryBound(to: sbs_migration.self).pointee.team = team.handle
        prepared.keepAlive(coroutines)
        prepared.keepAlive(team)
        return prepared
    }

    private static let migratingCoroutines = 64
}
