/// How many iterations are timed together when the tails of a cell's times are measured.
///
/// Few enough that the batch does not hide what one callback took; enough that the clock, about 25 ns per
/// reading, is a small part of what is recorded.
public enum LatencyBatch {
    /// The shortest useful batch, in nanoseconds, when the clock is cheap.
    public static let shortest = 500.0
    /// A batch must take at least this many times as long as a clock reading.
    public static let clockReadings = 10.0

    /// The smallest power of two times `step` of iterations that takes long enough.
    ///
    /// A power of two, so that a slightly different calibration gives the same batch.
    ///
    /// - Parameters:
    ///   - calibrated: iterations that the cell's calibration found for a sample of `target`.
    ///   - target: the shortest sample, in nanoseconds.
    ///   - clockCost: what a clock reading costs, in nanoseconds.
    ///   - step: iterations that cannot be split; 1 for most loops.
    /// - Returns: at least `step`.
    public static func iterations(
        calibrated: UInt64, target: UInt64, clockCost: Double, step: Int
    ) -> UInt64 {
        let wanted = max(shortest, clockReadings * clockCost)
        let each = Double(max(target, 1)) / Double(max(calibrated, 1))
        var batch = UInt64(max(step, 1))
        while Double(batch) * each < wanted && batch < calibrated { batch *= 2 }
        return batch
    }
}
