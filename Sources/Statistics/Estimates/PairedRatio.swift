import CLibrary

/// The ratio of two cells that were measured in the same rounds.
///
/// What disturbs a machine for a minute disturbs both values of a round alike, and cancels in their ratio.
/// The statistic is the median of ln(a / b) and its sign-test interval, exponentiated. So a / b and b / a are
/// exact reciprocals, unlike with the arithmetic mean of ratios.
public struct PairedRatio: Sendable, Equatable {
    /// ln(a / b) for every round, in order; no unit.
    public let logRatios: [Double]
    /// The estimate of a / b; no unit, 1 means equal.
    public let ratio: Estimate
    /// The estimate of ln(a / b); no unit, 0 means equal.
    public let logRatio: Estimate

    /// The ratio of `numerators` to `denominators`.
    ///
    /// - Parameters:
    ///   - numerators: a, one positive value per round.
    ///   - denominators: b, for the same rounds in the same order and unit.
    ///   - alpha: the accepted probability of missing the true ratio, above 0 and below 1.
    /// - Throws: `SampleError` for values that are absent, unequal in number, not finite or not positive,
    ///   and `.outOfRange` when a ratio is too large or too small for a `Double`.
    public init(of numerators: [Double], to denominators: [Double], alpha: Double = 0.05) throws(SampleError)
    {
        for values in [numerators, denominators] {
            if let index = values.firstIndex(where: { $0 <= 0 }) {
                throw .notPositive(index: index, value: values[index])
            }
        }
        // The logarithm of a quotient, not a difference of logarithms, which loses digits near 1.
        logRatios = try Pairs.combine(numerators, denominators) { log($0 / $1) }
        logRatio = try Estimate(of: logRatios, alpha: alpha, replicates: .rounds)
        ratio = try logRatio.exponential
    }
}
