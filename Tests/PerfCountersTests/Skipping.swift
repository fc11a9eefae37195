import PerfCounters
import TestSupport
import Testing

extension CounterReading {
    /// What was counted; where this machine does not count it, the test ends here with the reason.
    func valueOrSkip(sourceLocation: SourceLocation = #_sourceLocation) throws -> Double {
        if let value { return value }
        let reason = try #require(unavailability, sourceLocation: sourceLocation)
        try skip("\(requestedName): \(reason)", sourceLocation: sourceLocation)
    }
}

/// What the kernel gives; where it refuses, the test ends here with the reason.
@discardableResult
func orSkip<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, _ ask: () throws -> Value
) throws -> Value {
    do { return try ask() } catch { try skip("\(error)", sourceLocation: sourceLocation) }
}
