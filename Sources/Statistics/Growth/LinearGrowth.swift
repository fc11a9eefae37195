/// How a cost grows with a size: a fixed part and a part for each unit of the size.
///
/// In each round the slope is the median of the slopes between all pairs of points, weighted by how far
/// their sizes are apart (Sen 1968, Jaeckel 1972), which one disturbed point does not move; the fixed part is
/// the median of what is left. Estimates are over rounds.
public struct LinearGrowth: Codable, Sendable, Equatable {
    /// The cost at size 0, in the unit of the costs.
    public let fixed: Estimate
    /// The cost of one unit of the size.
    public let slope: Estimate
    /// How much of the cost at the smallest size the line adds by the largest one; 0 is nothing, 1 doubles it.
    public let rise: Estimate
    /// Whether the costs lie on the line: at no size does the whole interval of what is left over exceed a
    /// quarter of the cost.
    public let holds: Bool
    /// The line in a word.
    public let verdict: GrowthExponent.Verdict

    /// A cost that changes by less than this part of it over all sizes is flat.
    static let flatRise = 0.5
    /// The part of a cost that a line that holds may be off by.
    static let tolerance = 0.25

    /// Fits the line.
    ///
    /// - Parameters:
    ///   - rounds: in each round the points, costs above 0; rounds with fewer than two different sizes are
    ///     left out.
    ///   - alpha: the accepted probability of missing a median.
    /// - Throws: `SampleError.empty` when no round is left, `.notPositive` or `.notFinite` for a value that
    ///   is no cost.
    public init(
        of rounds: [[(size: Double, cost: Double)]], alpha: Double = 0.05
    ) throws(SampleError) {
        var (fixed, slopes, rises): ([Double], [Double], [Double]) = ([], [], [])
        var left: [Double: [Double]] = [:]
        for points in rounds {
            guard let line = try Line(points) else { continue }
            fixed.append(line.fixed)
            slopes.append(line.slope)
            rises.append(line.rise)
            for (size, value) in line.left { left[size, default: []].append(value) }
        }
        self.fixed = try Estimate(of: fixed, alpha: alpha, replicates: .rounds)
        slope = try Estimate(of: slopes, alpha: alpha, replicates: .rounds)
        rise = try Estimate(of: rises, alpha: alpha, replicates: .rounds)
        var holds = true
        for values in left.values {
            let estimate = try Estimate(of: values, alpha: alpha, replicates: .rounds)
            guard let lower = estimate.lower, let upper = estimate.upper else { continue }
            if lower > Self.tolerance || upper < -Self.tolerance { holds = false }
        }
        self.holds = holds
        verdict = Self.verdict(rise, holds: holds, sizes: left.count)
    }

    /// Two sizes lie on any line, so that three are needed to call it one.
    private static func verdict(_ rise: Estimate, holds: Bool, sizes: Int) -> GrowthExponent.Verdict {
        guard let lower = rise.lower, let upper = rise.upper else { return .unknown }
        if !holds { return .other }
        if lower > -flatRise && upper < flatRise { return .flat }
        if lower > 0 { return sizes > 2 ? .linear : .unknown }
        return upper < 0 ? .other : .unknown
    }
}

/// The line through the points of one round.
private struct Line {
    let fixed: Double
    let slope: Double
    let rise: Double
    /// What the line leaves of the cost of each point, as a part of the cost.
    let left: [(size: Double, part: Double)]

    /// Nil for fewer than two sizes.
    init?(_ points: [(size: Double, cost: Double)]) throws(SampleError) {
        for (index, point) in points.enumerated() {
            guard point.size.isFinite, point.cost.isFinite else { throw .notFinite(index: index) }
            guard point.cost > 0 else { throw .notPositive(index: index, value: point.cost) }
        }
        let points = points.sorted { $0.size < $1.size }
        guard let first = points.first, let last = points.last, first.size < last.size else { return nil }
        var slopes: [(slope: Double, weight: Double)] = []
        for (index, point) in points.enumerated() {
            for other in points.dropFirst(index + 1) where other.size > point.size {
                let apart = other.size - point.size
                slopes.append(((other.cost - point.cost) / apart, apart))
            }
        }
        slopes.sort { $0.slope < $1.slope }
        let half = slopes.reduce(0) { $0 + $1.weight } / 2
        var weight = 0.0
        var middle = 0.0
        for entry in slopes {
            weight += entry.weight
            middle = entry.slope
            if weight >= half { break }
        }
        let slope = middle
        let fixed = try Median.of(points.map { $0.cost - slope * $0.size })
        (self.slope, self.fixed) = (slope, fixed)
        rise = slope * (last.size - first.size) / first.cost
        left = points.map { ($0.size, ($0.cost - fixed - slope * $0.size) / $0.cost) }
    }
}
