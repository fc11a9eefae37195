import CStackSupport
import ForeignStacks

extension Workload {
    /// Threads that call back at the same time, each from its own stack, and all equally often. The cost is
    /// that of one thread's callback: it stays the same while there are enough CPUs.
    static func threads(_ count: Int, withChurn: Bool) -> Workload {
        Workload(
            name: "threads/\(count)" + (withChurn ? "/churn" : ""),
            summary: "\(count) pthread\(count == 1 ? "" : "s") at once, own stacks"
                + (withChurn ? ", next to one that constantly maps and unmaps" : ""),
            place: .pthread, threads: count, tier: .named,
            wakesThreads: true, runtimeNeed: .otherThreads
        ) { (_) throws(ClaimError) in
            let own = OwnStack.current
            let prepared = PreparedWorkload(
                loop: entering(sbs_loop_threads, sbs_loop_threads_real),
                timer: entering(sbs_time_threads, sbs_time_threads_real),
                state: sbs_threads(callback: .control, team: nil)
            ) { (seen) throws(ClaimError) in
                let threads = Set(seen.map(\.procid))
                try ClaimError.check(
                    threads.count == count && !threads.contains(own.procid),
                    "\(threads.count) threads called back instead of \(count)")
                for thread in threads {
                    let shares = seen.count { $0.procid == thread }
                    try ClaimError.check(
                        shares == seen.count / count, "a thread made \(shares) of \(seen.count) callbacks")
                }
            }
            let team = try Team(
                count, entering(sbs_threads_work, sbs_threads_work_real), prepared.state)
            prepared.state.assumingMemoryBound(to: sbs_threads.self).pointee.team = team.handle
            prepared.keepAlive(team)
            if withChurn { prepared.keepAlive(try startChurn()) }
            return prepared
        }
    }

    private static func startChurn() throws(ClaimError) -> MappingChurn {
        do {
            return try MappingChurn()
        } catch {
            throw ClaimError("the churning thread could not be created: \(error)")
        }
    }
}

/// Threads that work in turns; they are joined when the object is destroyed.
final class Team {
    let handle: OpaquePointer

    init(
        _ count: Int, _ work: @convention(c) (UInt32, UnsafeMutableRawPointer?, UInt64) -> Void,
        _ argument: UnsafeMutableRawPointer
    ) throws(ClaimError) {
        guard let made = sbs_team_create(UInt32(count), work, argument) else {
            throw ClaimError("\(count) threads could not be created")
        }
        handle = made
    }

    deinit { sbs_team_destroy(handle) }
}
