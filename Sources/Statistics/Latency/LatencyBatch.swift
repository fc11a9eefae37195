/// How many iterations are timed together where the tails of a cell's times are wanted.
///
/// Few, or the batch hides what one callback took; enough that the clock, some 25 ns a reading, is a small
/// part of what is recorded.
public enum LatencyBatch {
    /// The shortest batch that is wanted, in nanoseconds, where the clock is cheap.
    public static let shortest = 500.0
    /// A batch is to take at least so many times what a clock reading costs.
    public static let clockReadings = 10.0

    /// The smallest power of two times `step` of iterations that takes long enough.
    ///
    /// A power of two, so that a calibration which came out a little different gives the same batch.
    ///
    /// - Parameters:
    ///   - calibrated: iterations that the cell's calibration found for a sample of `target`.
    ///   - target: the shortest sample, in nanoseconds.
    ///   - clockCost: of a clock reading, in nanoseconds.
    ///   - step: iterations that cannot be taken apart; 1 for most loops.
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
