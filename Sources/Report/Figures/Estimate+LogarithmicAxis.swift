import Statistics

/// The ends of a bar on a logarithmic axis; those of the median where there is no interval.
extension Estimate {
    /// The lower end. One at or below 0 has no place on the axis: the bar then reaches down to a tenth.
    var lowerEnd: Double {
        let lower = lower ?? median
        return lower > 0 ? lower : median / 10
    }

    /// The upper end.
    var upperEnd: Double { upper ?? median }
}
