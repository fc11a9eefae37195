import CStackSupport
import ForeignStacks

extension Workload {
    /// Threads that are created, call back once and exit: needMachine, the key's destructor and
    /// dropMachine are part of each callback. The empty row is the same without the callback.
    static let threadChurn = Workload(
        name: "thread-churn", summary: "create a pthread, one callback, exit, join",
        place: .pthread, tier: .quick, runtimeNeed: .otherThreads
    ) { (_) throws(ClaimError) in
        let own = OwnStack.current
        return PreparedWorkload(
            loop: entering(sbs_loop_thread_churn, sbs_loop_thread_churn_real),
            state: sbs_measured_callback.control
        ) { (seen) throws(ClaimError) in
            for observation in seen {
                try ClaimError.check(
                    observation.procid != own.procid && observation.procid != 0,
                    "a callback ran on the creating thread")
                try ClaimError.check(
                    !own.bounds.contains(observation.sp), "a callback ran on the creating thread's stack")
            }
        }
    }
}
