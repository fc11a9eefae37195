import Cells
import ChildProtocol
import Statistics
import Testing

@testable import BenchResults

/// From the times of batches to a cell's percentiles.
@Suite("Latency")
struct LatencyAssemblerTests {
    private func record(_ recorded: [UInt64], batch: UInt64 = 8, round: Int) -> Record {
        var report = ChildReport()
        report.latency = LatencyCounts(recorded, batch: batch, clockCost: 20 + Double(round))
        return Record(
            pass: .latency, workload: "thread", subject: .strategy("fixed"), round: round,
            outcome: .report(report))
    }

    private func latency(_ records: [Record]) throws -> CellLatency? {
        var plan = Records.plan
        plan.latencyRounds = 3
        return try #require(
            Records.assembler(records, plan: plan).cells().first { $0.subject == "fixed" }
        ).latency
    }

    /// The workload has two callbacks per iteration, so a batch of 8 iterations has 16.
    @Test func percentilesAreOfACallbackAndTheHistogramIsOfBatches() throws {
        let recorded = [UInt64](repeating: 1600, count: 999)
        let latency = try #require(
            try latency([record(recorded, round: 0), record([16_000], round: 1)]))
        #expect(latency.batch == 16 && latency.count == 1000 && latency.processes == 2)
        #expect(latency.clockCost == 20)
        #expect(latency.p50 == 100 && latency.p99 == 100 && latency.p999 == 100 && latency.max == 1000)
        #expect(latency.histogram.hasPrefix("HISTF"))
    }

    @Test func processesWithAnotherBatchAreLeftOut() throws {
        let latency = try latency([
            record([1600], round: 0), record([9_999_999], batch: 16, round: 1), record([], round: 2),
        ])
        #expect(latency?.count == 1 && latency?.processes == 1 && latency?.max == 100)
        #expect(latency?.p50 == nil, "of one batch there is no median that is not its maximum")
    }

    /// A journal may have been edited.
    @Test func numbersThatNoProcessRecordsAreLeftOut() throws {
        #expect(try latency([record([.max], round: 0)]) == nil)
        #expect(try latency([record([1600], batch: .max, round: 0)]) == nil)
        #expect(try latency([record([.max], round: 0), record([1600], round: 1)])?.count == 1)
    }

    @Test func withoutBatchesThereIsNone() throws {
        #expect(try latency([]) == nil)
        #expect(try latency([record([], round: 0)]) == nil)
    }

    @Test func thePassCountsAmongTheSteps() {
        var plan = Records.plan
        let steps = plan.steps
        plan.latencyRounds = 3
        #expect(plan.steps == steps + 3 * 4, "every row but the twin")
        #expect(plan.problem == nil)
        plan.latencyRounds = 0
        #expect(plan.problem != nil)
    }
}
