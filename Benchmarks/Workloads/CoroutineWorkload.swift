import ForeignStacks

extension Workload {
    /// Coroutines on one pthread in turn, one callback each.
    static func coroutine(_ count: Int, by kind: StackSwitch, tier: Tier = .standard) -> Workload {
        Workload(
            name: "coroutine/\(count)/\(kind.rawValue)",
            summary: "\(count) coroutine\(count == 1 ? "" : "s") on one pthread in turn, \(kind.rawValue)",
            place: .pthread, granularity: count, hasNotifications: true, tier: tier,
            unavailability: { kind.unavailability }
        ) { (random) throws(ClaimError) in
            try CoroutineRing.prepare(count: count, by: kind, onMainThread: false, random: &random)
        }
    }
}
