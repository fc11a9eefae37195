import CStackSupport

extension Workload {
    /// Runtime, C, callback and so on, nested `depth` levels deep on one stack. Costs are per callback of the
    /// chain, which has `depth` + 1 callbacks.
    static func nested(_ depth: Int, tier: Tier = .standard) -> Workload {
        Workload(
            name: "nested/\(depth)", summary: "a callback that calls out and is called back, \(depth) deep",
            place: .pthread, callbacksPerIteration: depth + 1, tier: tier, runtimeNeed: .callsOut
        ) { (_) throws(ClaimError) in
            let own = OwnStack.current
            return PreparedWorkload(
                loop: entering(sbs_loop_nested, sbs_loop_nested_real),
                state: sbs_nested(callback: .control, depth: UInt32(depth))
            ) { (seen) throws(ClaimError) in
                try own.checkThread(seen)
                for (index, observation) in seen.enumerated() {
                    let level = index % (depth + 1)
                    try ClaimError.check(
                        observation.calls_out == level,
                        "callback \(index) had \(observation.calls_out) calls out, not \(level)")
                    try ClaimError.check(
                        level == 0 || observation.sp < seen[index - 1].sp,
                        "callback \(index) is not below the one that it is nested in")
                }
            }
        }
    }
}
