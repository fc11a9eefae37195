import ChildProtocol
import PerfCounters
import Statistics

extension ChildReport {
    /// What no process can have measured: a strategy runs in the process that reports of it.
    ///
    /// - Parameters:
    ///   - request: what was asked for.
    ///   - elapsed: how long the process lived, by the harness's own clock.
    /// - Returns: the first thing that is impossible, in one line; nil for a report that may be true.
    func problem(for request: ChildRequest, elapsed: Duration) -> String? {
        if failure != nil { return nil }
        // The clocks of both are the kernel's, but the one may be slewed.
        let life = UInt64(max(0, elapsed / .nanoseconds(1)) * 1.01)
        if let queries = queriesPerCallback, !(queries.isFinite && queries >= 0) {
            return "impossible report: \(queries) queries per callback"
        }
        if let mappings, mappings < 0 { return "impossible report: \(mappings) mappings" }
        switch request.task {
        case .calibrate: return calibrationProblem
        case .sample(let iterations, let most, _):
            return sampleProblem(iterations: iterations, most: most, life: life)
        case .count(_, let names): return counterProblem(names)
        case .latency(let batch, let most, _): return latencyProblem(batch: batch, most: most, life: life)
        case .profile: return calibrationProblem
        case .run: return nil
        }
    }

    private var calibrationProblem: String? {
        guard let iterations, iterations > 0 else { return "impossible report: no iterations" }
        return nil
    }

    /// No processor runs a loop a hundred times in a nanosecond.
    private static let mostIterationsPerNanosecond: UInt64 = 100

    private func sampleProblem(iterations: UInt64, most: Int, life: UInt64) -> String? {
        guard let samples, !samples.isEmpty else { return "impossible report: no samples" }
        guard samples.count <= most else {
            return "impossible report: \(samples.count) samples, \(most) were asked for"
        }
        if let short = samples.first(where: { $0 < max(1, iterations / Self.mostIterationsPerNanosecond) }) {
            return "impossible report: a sample of \(short) ns for \(iterations) iterations"
        }
        guard let sum = Self.sum(samples), sum <= life else {
            return "impossible report: samples that add up to more time than the process lived"
        }
        return nil
    }

    private func counterProblem(_ names: [String]) -> String? {
        guard let counters, counters.map(\.requestedName) == names else {
            return "impossible report: other counters than were asked for"
        }
        for counter in counters {
            if let value = counter.value, !(value.isFinite && value >= 0 && value < 0x1p63) {
                return "impossible report: a count of \(value) \(counter.requestedName)"
            }
        }
        return nil
    }

    private func latencyProblem(batch: UInt64, most: Int, life: UInt64) -> String? {
        guard let latency, latency.batch == batch, latency.nanoseconds.count == latency.counts.count,
            latency.clockCost.isFinite, latency.clockCost >= 0
        else { return "impossible report: no batches as they were asked for" }
        guard let count = Self.sum(latency.counts), 1...UInt64(most) ~= count else {
            return "impossible report: other numbers of batches than were asked for"
        }
        var total: UInt64 = 0
        for (time, count) in zip(latency.nanoseconds, latency.counts) {
            let (product, isTooLarge) = time.multipliedReportingOverflow(by: count)
            let (sum, overflows) = total.addingReportingOverflow(product)
            total = sum
            if isTooLarge || overflows || total > life {
                return "impossible report: batches that add up to more time than the process lived"
            }
        }
        return nil
    }

    /// Nil when it overflows.
    private static func sum(_ numbers: [UInt64]) -> UInt64? {
        var total: UInt64 = 0
        for number in numbers {
            let (sum, overflows) = total.addingReportingOverflow(number)
            if overflows { return nil }
            total = sum
        }
        return total
    }
}
