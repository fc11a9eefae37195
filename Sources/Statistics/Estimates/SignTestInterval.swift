/// The confidence interval of a median that assumes nothing about the distribution.
///
/// Its ends are values of the sample: the narrowest symmetric pair of order statistics whose exact binomial
/// coverage is at least `1 - alpha`. Coverage comes in steps, so the achieved coverage is recorded: 10 values
/// at 95 % give x_(2), x_(9) and 97.9 %. Ties only make the true coverage larger. Source: David and Nagaraja,
/// Order Statistics, 3rd ed., 2003.
public enum SignTestInterval: Sendable, Equatable {
    /// The ends, in the unit of the values and both included, and the achieved coverage, from
    /// `1 - alpha` to 1.
    case interval(lower: Double, upper: Double, coverage: Double)
    /// There are too few values for this `alpha`: the reason, one line for people.
    case unavailable(String)

    /// The interval of the median that `values` were drawn around.
    ///
    /// - Parameters:
    ///   - values: independent values in any order, one per replicate.
    ///   - alpha: the accepted probability of missing the median, above 0 and below 1.
    ///   - replicates: what the reason calls the values.
    /// - Throws: `SampleError.empty`, or `.notFinite` for a value that is NaN or infinite.
    public init(
        of values: [Double], alpha: Double = 0.05, replicates: Replicates = .processes
    ) throws(SampleError) {
        self.init(ofSorted: try Median.sorted(values), alpha: alpha, replicates: replicates)
    }

    /// The interval for values that `Median.sorted` returned.
    init(ofSorted values: [Double], alpha: Double, replicates: Replicates) {
        precondition(alpha > 0 && alpha < 1, "alpha is above 0 and below 1, not \(alpha)")
        guard let pair = OrderStatisticRank(count: values.count, alpha: alpha) else {
            self = .unavailable(Self.tooFew(values.count, alpha: alpha, replicates: replicates))
            return
        }
        self = .interval(
            lower: values[pair.rank - 1],
            upper: values[values.count - pair.rank],
            coverage: pair.coverage)
    }

    private static func tooFew(_ count: Int, alpha: Double, replicates: Replicates) -> String {
        // Ten decimals: 1 - 0.05 is to read as 95, not as 94.99999999999999.
        let percent = "\(((1 - alpha) * 1e12).rounded() / 1e10)"
        let shown = percent.hasSuffix(".0") ? String(percent.dropLast(2)) : percent
        let fewest = OrderStatisticRank.fewestValues(alpha: alpha)
        let are = count == 1 ? "is" : "are"
        return "\(shown) % needs at least \(fewest) \(replicates.rawValue), there \(are) \(count)"
    }
}
