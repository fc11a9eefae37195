import ForeignStacks

extension Workload {
    /// The main thread of a program with many mappings (large programs have thousands).
    static func mainMappings(_ count: Int, tier: Tier = .standard) -> Workload {
        Workload(
            name: "main-mappings/\(count)", summary: "the main thread, with \(count) extra mappings",
            place: .mainThread, mappings: count, hasQueryControl: true, tier: tier,
            unavailability: { ManyMappings.unavailability(count) }
        ) { (_) throws(ClaimError) in
            let mappings = try ManyMappings(count)
            let prepared = try SameStack.prepare(onMainThread: true)
            prepared.keepAlive(mappings)
            return prepared
        }
    }
}
