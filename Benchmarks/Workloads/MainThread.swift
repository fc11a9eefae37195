extension Workload {
    /// The process's main thread, whose bounds glibc finds by parsing `/proc/self/maps`.
    static let main = Workload(
        name: "main", summary: "the main thread, its own stack",
        place: .mainThread, hasQueryControl: true, tier: .quick
    ) { (_) throws(ClaimError) in
        try SameStack.prepare(onMainThread: true)
    }
}
