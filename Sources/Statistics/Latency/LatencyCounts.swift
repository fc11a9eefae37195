/// What one process recorded of a cell's batches: each duration that occurred, and how often.
public struct LatencyCounts: Codable, Sendable, Equatable {
    /// Iterations of the workload's loop in a batch.
    public let batch: UInt64
    /// Nanoseconds that a clock reading costs; every duration includes it once.
    public let clockCost: Double
    /// Nanoseconds of a batch, in increasing order.
    public let nanoseconds: [UInt64]
    /// How many batches took that long; as many entries as ``nanoseconds``.
    public let counts: [UInt64]

    /// Counts the times of batches.
    ///
    /// - Parameters:
    ///   - recorded: nanoseconds of each batch, in any order.
    ///   - batch: iterations in each.
    ///   - clockCost: what a clock reading costs, in nanoseconds.
    public init(_ recorded: [UInt64], batch: UInt64, clockCost: Double) {
        var nanoseconds: [UInt64] = []
        var counts: [UInt64] = []
        for value in recorded.sorted() {
            if value == nanoseconds.last {
                counts[counts.count - 1] += 1
            } else {
                nanoseconds.append(value)
                counts.append(1)
            }
        }
        self.batch = batch
        self.clockCost = clockCost
        self.nanoseconds = nanoseconds
        self.counts = counts
    }
}
