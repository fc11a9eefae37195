import BenchResults
import Statistics

extension ComparisonRow {
    /// The cell, and the counter if it is not about time.
    var title: String { measure == .time ? "\(cell)" : "\(cell) \(measure)" }

    /// Whether one line below the rows says it of all of them: identical programs, a measurement beside
    /// itself, and counts that are equal.
    var goesWithoutSaying: Bool {
        verdict == .identicalCode || isOfOneMeasurement || (statistic == .exactCount && verdict == .noChange)
    }

    /// A side's cost or count.
    func amount(_ value: Double?) -> String {
        guard let value else { return "" }
        return measure == .time ? Quantity.time(value) : Quantity.count(value)
    }

    /// New over old as a change in percent, with its interval.
    var change: String {
        guard let ratio else {
            guard statistic == .exactCount, let old, let new else { return "" }
            return old == new ? "0" : "\(new > old ? "+" : "")\(Quantity.count(new - old))"
        }
        return Self.change(ratio)
    }

    /// A ratio as a change in percent, with its interval.
    static func change(_ ratio: Estimate) -> String {
        let median = percent(ratio.median)
        guard let lower = ratio.lower, let upper = ratio.upper else { return "\(median) %" }
        return "\(median) % (\(percent(lower)) to \(percent(upper)))"
    }

    private static func percent(_ ratio: Double) -> String {
        let value = (ratio - 1) * 100
        let digits = Quantity.digits(value, abs(value) < 10 ? 2 : 3)
        return value > 0 ? "+\(digits)" : digits
    }
}
