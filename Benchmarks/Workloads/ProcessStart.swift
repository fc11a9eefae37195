import CStackSupport
import ForeignStacks

extension Workload {
    /// The first callback of a process, on the main thread: needMachine, and a query that finds nothing in any
    /// cache. Users wait for it when a program starts (WebKit#70806, oven-sh/bun#41238, rust-lang/rust#153936).
    ///
    /// A process gives one sample. Nothing that this loop does is done before, and the thread's bounds are
    /// asked for only afterwards, to check that the callback was on them.
    static func processStart(_ mappings: Int) -> Workload {
        Workload(
            name: "process-start/\(mappings)",
            summary: "the first callback of a process, on the main thread, with \(mappings) extra mappings",
            place: .mainThread, verificationIterations: 1, mappings: mappings, hasQueryControl: true,
            tier: .named, isOnce: true,
            runtimeNeed: .impossible(
                "it is started and attached before the callback, which is not cold then"),
            unavailability: { ManyMappings.unavailability(mappings) }
        ) { (_) throws(ClaimError) in
            try ClaimError.check(sbs_current() == nil, "the process has called back before")
            let extra: ExtraMappings
            do {
                extra = try ExtraMappings(count: mappings)
            } catch {
                throw ClaimError("\(error)")
            }
            let prepared = PreparedWorkload(loop: sbs_loop_plain, state: sbs_measured_callback.control) {
                (seen) throws(ClaimError) in
                let own = OwnStack.current
                try own.checkPreparation(onMainThread: true)
                try own.checkThread(seen)
                try ClaimError.check(
                    seen.allSatisfy { own.bounds.contains($0.sp) },
                    "the callback was not on the main thread's own stack")
                try ManyMappings.check(mappings)
            }
            prepared.keepAlive(extra)
            return prepared
        }
    }

    /// The workload of a name with any number of mappings; nil for other names.
    static func processStart(named name: String) -> Workload? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let mappings = Int(parts[1]),
            Sweep.Parameter.mappings.range.contains(mappings)
        else { return nil }
        let workload = processStart(mappings)
        return workload.name == name ? workload : nil
    }
}
