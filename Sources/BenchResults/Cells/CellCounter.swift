import PerfCounters
import Statistics

/// A counter of one cell, in the processes that counted it. Where it came from is in the result's list of counters.
public struct CellCounter: Codable, Sendable {
    /// The name as it was asked for.
    public let name: String
    /// Counts per callback, or nanoseconds for clocks: the median over the processes, which are several where
    /// something is derived of it. Null when it was not counted in the first.
    @Nullable public var perCallback: Double?
    /// The kernel's own count over one sample's iterations in the first process, including what the counting itself caused.
    @Nullable public var rawCount: UInt64?
    /// Whether it is an estimate from part of the time, in any process.
    public let isScaled: Bool
    /// Why it was not counted; null when it was.
    @Nullable public var reason: String?
    /// The count and what it is over, both integers, where equal programs give equal counts and repeats
    /// agreed; null otherwise.
    @Nullable public var exact: ExactCount?

    /// A counter of the kernel's.
    ///
    /// - Parameters:
    ///   - reading: that of the first process.
    ///   - others: those of the others.
    ///   - iterations: of each.
    ///   - callbacksPerIteration: of the workload.
    init(
        _ reading: CounterReading, _ others: [CounterReading], iterations: UInt64, callbacksPerIteration: Int
    ) {
        let counted = ([reading] + others).filter { $0.value != nil }
        name = reading.requestedName
        isScaled = counted.contains(where: \.scaled)
        rawCount = reading.rawCount
        reason = reading.unavailability?.cause
        guard reading.value != nil, let median = try? Estimate(of: counted.compactMap(\.value)).median else {
            return
        }
        perCallback = median / Double(iterations) / Double(callbacksPerIteration)
    }

    /// A counter of exact mode.
    init(_ reading: CounterReading, overCallbacks callbacks: UInt64) {
        name = reading.requestedName
        isScaled = false
        rawCount = reading.rawCount
        perCallback = reading.value.map { $0 / Double(callbacks) }
        reason = reading.unavailability?.cause
        exact = reading.rawCount.map { ExactCount(count: $0, callbacks: callbacks) }
    }
}
