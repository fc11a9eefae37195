/// A 95 % interval for a share.
///
/// The score interval: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
/// JASA 22 (1927); recommended for any number of trials by Brown, Cai and DasGupta, "Interval Estimation for
/// a Binomial Proportion", Statistical Science 16 (2001).
public struct WilsonInterval: Sendable, Equatable, CustomStringConvertible {
    /// Lower end, 0 to 1.
    public let lower: Double
    /// Upper end, 0 to 1.
    public let upper: Double

    /// The interval for a number of successes in independent trials. Without trials it is all of 0 to 1.
    public init(successes: Int, trials: Int) {
        guard trials > 0 else {
            (lower, upper) = (0, 1)
            return
        }
        let z = 1.959963984540054  // the normal distribution's 97.5 % point
        let n = Double(trials)
        let share = Double(successes) / n
        let centre = share + z * z / (2 * n)
        let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        // At 0 and n the end is exact; rounding errors would leave about 1e-17.
        lower = successes == 0 ? 0 : max(0, (centre - half) / scale)
        upper = successes == trials ? 1 : min(1, (centre + half) / scale)
    }

    /// Both ends in percent.
    public var description: String { "95 % interval \(percent(lower)) to \(percent(upper)) %" }

    private func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
