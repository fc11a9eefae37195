import PerfCounters

/// A counter of one cell. Where it came from is in the result's list of counters.
public struct CellCounter: Codable, Sendable {
    /// The name as it was asked for.
    public let name: String
    /// Counts per callback, or nanoseconds for clocks; null when it was not counted.
    @Nullable public var perCallback: Double?
    /// The kernel's own count over one sample's iterations, including what the counting itself caused.
    @Nullable public var rawCount: UInt64?
    /// Whether it is an estimate from part of the time.
    public let isScaled: Bool
    /// Why it was not counted; null when it was.
    @Nullable public var reason: String?
    /// The count and what it is over, both integers, where equal programs give equal counts and repeats
    /// agreed; null otherwise.
    @Nullable public var exact: ExactCount?

    init(_ reading: CounterReading, iterations: UInt64, callbacksPerIteration: Int) {
        name = reading.requestedName
        isScaled = reading.scaled
        rawCount = reading.rawCount
        perCallback = reading.value.map { $0 / Double(iterations) / Double(callbacksPerIteration) }
        reason = reading.unavailability?.cause
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
