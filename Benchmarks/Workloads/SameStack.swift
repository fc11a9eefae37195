import CStackSupport
import ForeignStacks

/// Repeated callbacks from one frame of the thread's own stack.
enum SameStack {
    static func prepare(onMainThread: Bool) throws(ClaimError) -> PreparedWorkload {
        let own = OwnStack.current
        try own.checkPreparation(onMainThread: onMainThread)
        return PreparedWorkload(
            loop: entering(sbs_loop_plain, sbs_loop_plain_real), state: sbs_measured_callback.control
        ) { (seen) throws(ClaimError) in
            try own.checkThread(seen)
            for observation in seen {
                try ClaimError.check(
                    own.bounds.contains(observation.sp),
                    "SP \(String(observation.sp, radix: 16)) is not on the thread's own stack")
                try ClaimError.check(
                    observation.sp == seen[0].sp, "the callbacks came from different depths")
            }
        }
    }
}
