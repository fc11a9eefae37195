import TestSupport
import Testing

@testable import Statistics

struct LatencyTests {
    @Test func `counts are of each time that occurred, in order`() throws {
        let counts = LatencyCounts([30, 10, 30, 20, 30], batch: 4, clockCost: 25.5)
        #expect(counts.nanoseconds == [10, 20, 30] && counts.counts == [1, 1, 3])
        #expect(try JSON.roundTrip(counts) == counts)
        #expect(LatencyCounts([], batch: 1, clockCost: 1).counts.isEmpty)
    }

    @Test(
        arguments: [
            // 5 ns, 600 ns and 5 ms per iteration: 128, 1 and 1 take half a microsecond or more.
            (200_000, 25.0, 1, 128), (1666, 25, 1, 1), (1, 25, 1, 1),
            // A clock that takes a system call: batches of 2 µs or more.
            (200_000, 200, 1, 512),
            // Iterations that belong together stay together.
            (200_000, 25, 10, 160), (1, 25, 10, 10),
            // A loop that takes no time at all does not double for ever.
            (1 << 40, 25, 1, 1 << 30), (0, 25, 0, 1),
        ] as [(UInt64, Double, Int, UInt64)])
    func `batches are small, and long compared with the clock`(
        calibrated: UInt64, clockCost: Double, step: Int, batch: UInt64
    ) {
        #expect(
            LatencyBatch.iterations(
                calibrated: calibrated, target: 1_000_000, clockCost: clockCost, step: step) == batch)
    }

    /// Percentiles of 1 to 10,000, once each, to three digits.
    @Test func `percentiles are those of the values`() {
        let histogram = LatencyHistogram([LatencyCounts(Array(1...10_000), batch: 1, clockCost: 1)])
        for (percent, value) in [(50.0, 5000.0), (90, 9000), (99, 9900), (99.9, 9990)] {
            #expect(abs(Double(histogram.percentile(percent) ?? 0) - value) <= value / 1000)
        }
        #expect(histogram.max == 10_000 && histogram.count == 10_000)
    }

    @Test(arguments: [(1, 50.0), (9, 90), (99, 99), (999, 99.9)])
    func `a percentile that is just the maximum is nil`(count: Int, percent: Double) {
        let values = (1...count).map(UInt64.init)
        let one = LatencyHistogram([LatencyCounts(values, batch: 1, clockCost: 1)])
        #expect(one.percentile(percent) == nil)
        let two = LatencyHistogram([LatencyCounts(values + values, batch: 1, clockCost: 1)])
        #expect(two.percentile(percent) != nil)
    }

    @Test func `processes are merged`() {
        let one = LatencyCounts([100, 200], batch: 1, clockCost: 1)
        let both = LatencyHistogram([one, LatencyCounts([100, 300], batch: 1, clockCost: 1)])
        #expect(both.count == 4 && both.max == 300 && both.percentile(50) == 100)
    }
}
