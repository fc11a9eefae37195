import CLibrary
import CStackSupport
import ForeignStacks

/// What a workload knows about the thread that it was prepared on.
struct OwnStack {
    /// The bounds that pthread reports.
    let bounds: ForeignStack
    /// Kernel thread id.
    let procid: Int32

    /// Whether the thread is the process's main thread.
    var isMainThread: Bool { procid == getpid() }

    /// The calling thread.
    static var current: OwnStack {
        let bounds = sbs_query_thread_bounds()
        return OwnStack(bounds: ForeignStack(lo: bounds.lo, hi: bounds.hi), procid: sbs_thread_id())
    }

    /// Checks that this is the kind of thread that the workload asked for.
    func checkPreparation(onMainThread: Bool) throws(ClaimError) {
        try ClaimError.check(isMainThread == onMainThread, "prepared on the wrong thread, \(procid)")
    }

    /// Checks that callbacks were made on this thread, by kernel thread id.
    func checkThread(_ observations: [PreparedWorkload.Observation]) throws(ClaimError) {
        for seen in observations {
            try ClaimError.check(
                seen.procid == procid, "a callback ran on thread \(seen.procid), not on \(procid)")
        }
    }
}
