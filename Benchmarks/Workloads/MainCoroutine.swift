import ForeignStacks

extension Workload {
    /// Two coroutines on the main thread of a program with many mappings, as in KiCad.
    static func mainCoroutine(mappings count: Int, tier: Tier = .standard) -> Workload {
        let kind = StackSwitch.cheapest
        return Workload(
            name: "main-coroutine/\(count)",
            summary: "2 coroutines on the main thread, \(count) extra mappings, \(kind.rawValue)",
            place: .mainThread, granularity: 2, mappings: count, hasNotifications: true, tier: tier,
            unavailability: { kind.unavailability ?? ManyMappings.unavailability(count) }
        ) { (random) throws(ClaimError) in
            let mappings = try ManyMappings(count)
            let prepared = try CoroutineRing.prepare(
                count: 2, by: kind, onMainThread: true, random: &random)
            prepared.keepAlive(mappings)
            return prepared
        }
    }
}
