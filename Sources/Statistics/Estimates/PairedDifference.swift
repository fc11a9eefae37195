/// The difference of two cells that were measured in the same rounds, such as a strategy net of the
/// floor.
public struct PairedDifference: Sendable, Equatable {
    /// a - b for every round, in order and in the unit of the values.
    public let differences: [Double]
    /// The estimate of a - b, in the unit of the values; it may be negative.
    public let difference: Estimate

    /// The difference of `minuends` and `subtrahends`.
    ///
    /// - Parameters:
    ///   - minuends: a, one value per round.
    ///   - subtrahends: b, for the same rounds in the same order and unit.
    ///   - alpha: the accepted probability of missing the true difference, above 0 and below 1.
    /// - Throws: `SampleError` for values that are absent, unequal in number or not finite, and
    ///   `.outOfRange` when a difference is too large for a `Double`.
    public init(of minuends: [Double], minus subtrahends: [Double], alpha: Double = 0.05) throws(SampleError)
    {
        differences = try Pairs.combine(minuends, subtrahends, -)
        difference = try Estimate(of: differences, alpha: alpha, replicates: .rounds)
    }
}
