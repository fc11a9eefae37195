import CStackSupport
import ForeignStacks

extension Workload {
    /// Callbacks from a random walk over 256 KiB of the C stack of one pthread.
    static let depth = Workload(
        name: "depth", summary: "one pthread, a random walk over 256 KiB of C stack depth",
        place: .pthread, verificationIterations: 2048, tier: .quick
    ) { (random) throws(ClaimError) in
        let own = OwnStack.current
        let needed = Int(SBS_DEPTH_LEVELS * SBS_DEPTH_FRAME_BYTES) + 64 * 1024
        try ClaimError.check(
            own.bounds.size >= needed,
            "the thread's stack has \(own.bounds.size) bytes but the walk needs \(needed): raise ulimit -s")
        return PreparedWorkload(
            loop: entering(sbs_loop_depth, sbs_loop_depth_real),
            state: sbs_depth(
                callback: .control, random: UInt64.random(in: 1...UInt64.max, using: &random),
                remaining: 0, start: 0)
        ) { (seen) throws(ClaimError) in
            try own.checkThread(seen)
            let lowest = seen.map(\.sp).min() ?? 0
            let highest = seen.map(\.sp).max() ?? 0
            let frame = UInt(SBS_DEPTH_FRAME_BYTES)
            let levels = (highest - lowest) / frame
            try ClaimError.check(
                levels >= 16 && levels <= UInt(SBS_DEPTH_LEVELS) + 1,
                "the walk covered \(levels) frames of \(frame) bytes")
            try ClaimError.check(
                own.bounds.contains(lowest) && own.bounds.contains(highest),
                "the walk left the thread's own stack")
        }
    }
}
