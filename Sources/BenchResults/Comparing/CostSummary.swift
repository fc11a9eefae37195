import Measurement

/// The one number that stands for a side's processes.
enum CostSummary {
    /// The median, or nil without values.
    static func median(_ costs: [Double]) -> Double? { try? Median.of(costs) }
}
