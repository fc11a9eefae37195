import ForeignStacks

extension Workload {
    /// A thread that calls back from its own stack and from one coroutine, alternately: what a program
    /// does that runs an event loop on the thread and its handlers in a coroutine.
    static let coroutineOwn = Workload(
        name: "coroutine-own",
        summary: "one pthread, its own stack and a coroutine alternately, \(StackSwitch.cheapest.rawValue)",
        place: .pthread, callbacksPerIteration: 2, hasNotifications: true, tier: .quick,
        unavailability: { StackSwitch.cheapest.unavailability }
    ) { (random) throws(ClaimError) in
        try CoroutineRing.prepare(
            count: 1, by: .cheapest, ownStackToo: true, onMainThread: false, random: &random)
    }
}
