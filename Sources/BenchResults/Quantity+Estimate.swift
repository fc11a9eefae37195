public import Statistics

/// How estimates are written: half of the interval where it says what the interval does, both ends
/// elsewhere.
extension Quantity {
    /// A cost with half its interval in percent, or with the ends of a lopsided one in the same unit.
    public static func time(_ estimate: Estimate) -> String {
        guard estimate.median > 0 else { return "\(time(estimate.median)) ± ?" }
        return "\(time(estimate.median)) \(interval(of: estimate, unit(estimate.median).size))"
    }

    /// What is derived of two counters, likewise; in a table three places are enough of it.
    public static func ratio(_ estimate: Estimate) -> String {
        let least = 0.001
        if estimate.median == 0, estimate.upper == 0 { return "0" }
        if estimate.median > 0, (estimate.upper ?? estimate.median) < least { return "<\(least)" }
        return "\(digits(estimate.median)) \(interval(of: estimate, 1))"
    }

    private static func interval(of estimate: Estimate, _ unit: Double) -> String {
        guard let half = halfWidth(estimate) else { return "± ?" }
        if isLopsided(estimate) { return ends(estimate, unit) }
        let percent = half / estimate.median * 100
        return "± \(percent < 9.5 ? digits(percent, 1) : digits(percent, 2))%"
    }

    /// A difference, which may be about nothing, with half its interval, or with the ends of a lopsided one,
    /// in the same unit.
    public static func difference(_ estimate: Estimate) -> String {
        guard let half = halfWidth(estimate) else { return "\(time(estimate.median)) ± ?" }
        let (size, name) = unit(max(abs(estimate.median), half))
        let median = digits(estimate.median / size)
        if isLopsided(estimate) { return "\(median) \(name) \(ends(estimate, size))" }
        return "\(median) ± \(digits(half / size, 2)) \(name)"
    }

    /// The interval of a time, in the unit that `time` writes its median in: `± 71`, `(102 to 760)`; nil
    /// without one.
    public static func interval(_ estimate: Estimate) -> String? {
        guard let half = halfWidth(estimate) else { return nil }
        let size = unit(estimate.median).size
        return isLopsided(estimate) ? ends(estimate, size) : "± \(digits(half / size, 2))"
    }

    /// The range of what a median is of, in the unit that `time` writes the median in: `102 to 760`.
    public static func range(_ least: Double, _ most: Double, of median: Double) -> String {
        let size = unit(median).size
        return "\(digits(least / size)) to \(digits(most / size))"
    }

    /// A fitted exponent with half its interval: `0.98 ± 0.02`.
    public static func exponent(_ growth: GrowthExponent) -> String {
        let median = digits(growth.exponent.median, 2)
        guard let half = halfWidth(growth.exponent) else { return median }
        return "\(median) ± \(digits(half, 1))"
    }

    /// Whether a difference is not measurable, and is written `~0`: it is below the resolution, or
    /// its interval has nothing in it.
    package static func isNothing(_ difference: Estimate, resolution: Double?) -> Bool {
        if let resolution, abs(difference.median) < resolution { return true }
        guard let lower = difference.lower, let upper = difference.upper else { return false }
        return lower <= 0 && upper >= 0
    }

    /// Whether half of the interval misleads: one side is over three times as long as the other and the
    /// interval is not narrow, or the half would make it seem to have nothing in it, or not to, against the
    /// truth.
    package static func isLopsided(_ estimate: Estimate) -> Bool {
        guard let lower = estimate.lower, let upper = estimate.upper else { return false }
        let half = (upper - lower) / 2
        if (lower <= 0 && upper >= 0) != (abs(estimate.median) <= half) { return true }
        let (below, above) = (estimate.median - lower, upper - estimate.median)
        return max(below, above) > 3 * min(below, above) && half > 0.05 * abs(estimate.median)
    }

    private static func ends(_ estimate: Estimate, _ unit: Double) -> String {
        "(\(digits((estimate.lower ?? 0) / unit)) to \(digits((estimate.upper ?? 0) / unit)))"
    }

    private static func unit(_ nanoseconds: Double) -> (size: Double, name: String) {
        let size = abs(nanoseconds)
        return size < 1000 ? (1, "ns") : size < 1_000_000 ? (1000, "µs") : (1_000_000, "ms")
    }

    private static func halfWidth(_ estimate: Estimate) -> Double? {
        guard let lower = estimate.lower, let upper = estimate.upper else { return nil }
        return (upper - lower) / 2
    }
}
