import PerfCounters
import TestSupport
import Testing

extension CounterReading {
    /// The count; if this machine does not count it, the test ends here with the reason.
    func valueOrSkip(sourceLocation: SourceLocation = #_sourceLocation) throws -> Double {
        if let value { return value }
        let reason = try #require(unavailability, sourceLocation: sourceLocation)
        try skip("\(requestedName): \(reason)", sourceLocation: sourceLocation)
    }
}

/// The kernel's answer; if it refuses, the test ends here with the reason.
@discardableResult
func orSkip<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, _ ask: () throws -> Value
) throws -> Value {
    do { return try ask() } catch { try skip("\(error)", sourceLocation: sourceLocation) }
}
