import CLibrary

/// How a cost grows with a size: the exponent k of cost ~ size^k.
///
/// The slope of a round is the median of the slopes between all pairs of points on logarithmic scales (Theil
/// 1950, Sen 1968), so one disturbed point does not move it. The estimate is taken over rounds.
public struct GrowthExponent: Codable, Sendable, Equatable {
    /// The exponent in one word.
    public enum Verdict: String, Codable, Sendable {
        /// The whole interval is between -0.1 and 0.1.
        case flat
        /// The whole interval is between 0.9 and 1.1.
        case linear
        /// It grows or falls in some other way: the interval has none of the two.
        case other
        /// Inconclusive: there is no interval, or it has both.
        case unknown

        /// The word for people.
        package var word: String { self == .unknown ? "inconclusive" : rawValue }
    }

    /// The exponent over rounds.
    public let exponent: Estimate
    /// What the exponent says about the cost.
    public let verdict: Verdict

    /// Fits the exponent.
    ///
    /// - Parameters:
    ///   - rounds: the points of each round, with sizes and costs above 0; rounds with fewer than two
    ///     different sizes are left out.
    ///   - alpha: the accepted probability of missing the median.
    /// - Throws: `SampleError.empty` when no round is left, `.notPositive` or `.notFinite` for a size or
    ///   cost that has no logarithm.
    public init(
        of rounds: [[(size: Double, cost: Double)]], alpha: Double = 0.05
    ) throws(SampleError) {
        var slopes: [Double] = []
        for points in rounds {
            if let slope = try Self.slope(of: points) { slopes.append(slope) }
        }
        exponent = try Estimate(of: slopes, alpha: alpha, replicates: .rounds)
        verdict = Self.verdict(exponent)
    }

    private static func slope(of points: [(size: Double, cost: Double)]) throws(SampleError) -> Double? {
        var logarithms: [(x: Double, y: Double)] = []
        for (index, point) in points.enumerated() {
            guard point.size.isFinite, point.cost.isFinite else { throw .notFinite(index: index) }
            guard point.size > 0 else { throw .notPositive(index: index, value: point.size) }
            guard point.cost > 0 else { throw .notPositive(index: index, value: point.cost) }
            logarithms.append((log(point.size), log(point.cost)))
        }
        var slopes: [Double] = []
        for (index, first) in logarithms.enumerated() {
            for second in logarithms.dropFirst(index + 1) where second.x != first.x {
                slopes.append((second.y - first.y) / (second.x - first.x))
            }
        }
        return slopes.isEmpty ? nil : try Median.of(slopes)
    }

    private static func verdict(_ exponent: Estimate) -> Verdict {
        guard let lower = exponent.lower, let upper = exponent.upper else { return .unknown }
        if lower > -0.1 && upper < 0.1 { return .flat }
        if lower > 0.9 && upper < 1.1 { return .linear }
        let isApart = upper <= -0.1 || lower >= 1.1 || lower >= 0.1 && upper <= 0.9
        return isApart ? .other : .unknown
    }
}
