public import Statistics

/// A cell on two sides, and the verdict.
public struct ComparisonRow: Codable, Sendable {
    /// Name of the workload.
    public let workload: String
    /// Name of the row.
    public let subject: String
    /// What is compared: `time`, or the name of a counter.
    public let measure: String
    /// The unit of `old` and `new`, for a callback.
    public let unit: String
    /// Median over processes on the old side; null when there is none.
    @Nullable public var old: Double?
    /// The same on the new side.
    @Nullable public var new: Double?
    /// New over old; null where nothing was compared.
    @Nullable public var ratio: Estimate?
    /// How the verdict was reached.
    public let statistic: String
    /// Probability of what was seen, or more, if the change were within the threshold; null for counts and
    /// where nothing was tested.
    @Nullable public var pValue: Double?
    /// The same after Holm's correction for all tests of the comparison.
    @Nullable public var adjustedPValue: Double?
    /// The verdict.
    public var verdict: ComparisonVerdict
    /// What is to be known of the verdict; null when it speaks for itself.
    @Nullable public var reason: String?
    /// The pairs of the first rounds, which all cells had some of.
    public var screening: [CostPair] = []
    /// The pairs of the rounds that decided.
    public var confirmation: [CostPair] = []

    /// `workload:row`; of another tool's benchmarks the name.
    public var cell: String { subject.isEmpty ? workload : "\(workload):\(subject)" }
}
