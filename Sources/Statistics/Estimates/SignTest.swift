import CLibrary

/// The exact sign test: whether values are on one side of a point more often than chance explains.
///
/// It assumes only that the values are independent, and nothing about their distribution. Source: W. J.
/// Conover, Practical Nonparametric Statistics, 3rd ed., 1999, section 3.4.
public enum SignTest {
    /// The probability of at least as many values above the point if both sides are equally likely. Values
    /// equal to the point count as below, which only makes it larger.
    ///
    /// - Parameters:
    ///   - values: independent values in any order; without any the probability is 1.
    ///   - point: what they are compared with, in the same unit.
    /// - Returns: from above 0 to 1.
    public static func probability(of values: [Double], above point: Double) -> Double {
        tail(values.count { $0 > point }, of: values.count)
    }

    /// The same for the other side.
    public static func probability(of values: [Double], below point: Double) -> Double {
        tail(values.count { $0 < point }, of: values.count)
    }

    /// P(X >= count) for X binomial(total, 1/2).
    private static func tail(_ count: Int, of total: Int) -> Double {
        guard count > 0 else { return 1 }
        let logHalf = Double(total) * log(0.5)
        var sum = 0.0
        // The smallest terms first.
        for successes in stride(from: total, through: count, by: -1) {
            sum += exp(logChoose(total, successes) + logHalf)
        }
        return min(1, sum)
    }

    private static func logChoose(_ total: Int, _ chosen: Int) -> Double {
        lgamma(Double(total + 1)) - lgamma(Double(chosen + 1)) - lgamma(Double(total - chosen + 1))
    }
}
