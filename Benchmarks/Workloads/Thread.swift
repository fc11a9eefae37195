extension Workload {
    /// One C pthread that calls back repeatedly from the same place.
    static let thread = Workload(
        name: "thread", summary: "one pthread, its own stack",
        place: .pthread, hasQueryControl: true, tier: .quick
    ) { (_) throws(ClaimError) in
        try SameStack.prepare(onMainThread: false)
    }
}
