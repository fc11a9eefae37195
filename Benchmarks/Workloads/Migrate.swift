import CStackSupport
import ForeignStacks

extension Workload {
    /// Coroutines that are handed between two threads, as work-stealing schedulers do it. Each thread in
    /// turn resumes all 64 once, so that the handing over is a small part of a callback's cost, and the
    /// empty row shows it.
    static let migrate = Workload(
        name: "migrate",
        summary: "64 coroutines handed between two pthreads, \(StackSwitch.cheapest.rawValue)",
        place: .pthread, granularity: 2 * Self.migratingCoroutines, tier: .named,
        wakesThreads: true,
        unavailability: { StackSwitch.cheapest.unavailability }
    ) { (random) throws(ClaimError) in
        let own = OwnStack.current
        let count = migratingCoroutines
        let coroutines = try CoroutineStacks(count: count, below: own)
        let prepared = PreparedWorkload(
            loop: sbs_loop_migration,
            state: sbs_migration(
                visit: .control, coroutines: coroutines.handles, count: UInt32(count), turn: 0, team: nil)
        ) { (seen) throws(ClaimError) in
            try coroutines.checkPlacement(below: own)
            try ClaimError.check(Set(seen.map(\.procid)).count == 2, "not two threads called back")
            for (index, observation) in seen.enumerated() {
                try ClaimError.check(
                    coroutines.stacks[index % count].contains(observation.sp),
                    "callback \(index) did not run on the stack of coroutine \(index % count)")
                let before = index >= count ? seen[index - count].procid : 0
                try ClaimError.check(
                    observation.procid != before, "a coroutine called back twice on one thread")
            }
        }
        try coroutines.start(by: .cheapest, visiting: prepared.state, random: &random)
        let team = try Team(2, sbs_migration_work, prepared.state)
        prepared.state.assumingMemoryBound(to: sbs_migration.self).pointee.team = team.handle
        prepared.keepAlive(coroutines)
        prepared.keepAlive(team)
        return prepared
    }

    private static let migratingCoroutines = 64
}
