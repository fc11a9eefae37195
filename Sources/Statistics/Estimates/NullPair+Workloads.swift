extension NullPair {
    /// The values of both names in one workload.
    public struct Measurements: Sendable, Equatable {
        /// The workload's name.
        public let workload: String
        /// The values under the first name, one per round, positive.
        public let first: [Double]
        /// The values under the second name, for the same rounds in the same order and unit.
        public let second: [Double]

        /// The values of both names in one workload; `NullPair` checks them.
        public init(workload: String, first: [Double], second: [Double]) {
            self.workload = workload
            self.first = first
            self.second = second
        }
    }

    /// The ratio of the two names in one workload.
    public struct WorkloadRatio: Codable, Sendable, Equatable {
        /// The workload's name.
        public let workload: String
        /// The first name over the second; no unit, 1 means equal.
        public let ratio: Estimate
    }
}
