import CStackSupport

extension PreparedWorkload {
    /// Proves the claim of a workload that runs once in a process, by that one run.
    ///
    /// - Returns: the queries of the callback.
    public func verifyOnce() throws(ClaimError) -> Double {
        var observation = Observation()
        let before = sbs_queries_so_far()
        let count = withUnsafeMutablePointer(to: &observation) { observation in
            var log = sbs_observation_log(observations: observation, capacity: 1, count: 0)
            return withUnsafeMutablePointer(to: &log) { log in
                recordCallbacks(log)
                run(iterations: 1)
                return log.pointee.count
            }
        }
        let queries = sbs_queries_so_far() - before
        try ClaimError.check(count == 1, "\(count) callbacks were made instead of 1")
        try checkClaim([observation])
        return Double(queries)
    }
}
