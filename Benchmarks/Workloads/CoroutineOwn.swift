import ForeignStacks

extension Workload {
    /// A thread that calls back alternately from its own stack and from one coroutine, like a program with an
    /// event loop on the thread and handlers in a coroutine.
    static let coroutineOwn = Workload(
        name: "coroutine-own",
        summary:
            "one pthread, alternately on its own stack and a coroutine, \(StackSwitch.cheapest.rawValue)",
        place: .pthread, callbacksPerIteration: 2, hasNotifications: true, tier: .quick,
        unavailability: { StackSwitch.cheapest.unavailability }
    ) { (random) throws(ClaimError) in
        try CoroutineRing.prepare(
            count: 1, by: .cheapest, ownStackToo: true, onMainThread: false, random: &random)
    }
}
