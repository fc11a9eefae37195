/// What is known about a cell on both sides.
public enum ComparisonEvidence: Sendable, Equatable {
    /// Costs of the same rounds. A cell that looked changed in the first rounds was measured again in
    /// fresh ones, whose number was fixed before they began, and these alone decide.
    case paired(screening: [CostPair], confirmation: [CostPair])
    /// Costs of processes of different sessions.
    case unpaired(old: [Double], new: [Double])
    /// Counts that are the same whenever equal programs run.
    case counts(old: Double, new: Double)
    /// There is nothing to test.
    case settled(ComparisonVerdict, reason: String?, old: Double?, new: Double?)
}

/// The cost of a callback on both sides in one round, in nanoseconds: each the lowest sample of a process,
/// over the callbacks in it.
///
/// The lowest, not the median: what disturbs a sample only adds to it. In 100 pairs of identical processes
/// on a busy machine with two CPUs (load 14) half of the ratios of medians lay within 5.0 % of 1 and half
/// of those of lowest samples within 1.6 % (`thread:sp-window`, 6 samples per process).
public struct CostPair: Codable, Sendable, Equatable {
    /// On the old side; positive.
    public let old: Double
    /// On the new side; positive.
    public let new: Double

    /// Creates a pair.
    public init(old: Double, new: Double) {
        self.old = old
        self.new = new
    }
}
