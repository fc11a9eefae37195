import BenchResults
import Cells
import ChildProtocol
import Statistics
import Testing

@testable import PerfCounters

/// What is derived of the counters of several processes.
@Suite("Derived counters")
struct DerivedCounterTests {
    private static let subject = Subject.strategy("fixed")

    private func plan(_ counters: [String], rounds: Int?) -> RunPlan {
        var plan = Records.plan
        (plan.counters, plan.counterRounds) = (counters, rounds)
        return plan
    }

    private func reading(_ name: String, _ value: Double?, pass: Int = 1) -> CounterReading {
        CounterReading(
            requestedName: name, resolvedName: name, source: name == "task-clock" ? .software : .hardware,
            privilege: .userAndKernel, unit: .events, value: value, rawCount: value.map { UInt64($0) },
            ownCount: 0, timeEnabled: 1, timeRunning: 1, scaled: false, pass: value == nil ? nil : pass,
            notes: [],
            unavailability: value == nil ? CounterUnavailability(nil, cause: "no", remedy: "none") : nil)
    }

    private func count(round: Int, _ readings: [CounterReading]) -> Record {
        var report = ChildReport()
        report.counters = readings
        return Record(
            pass: .count, workload: "thread", subject: Self.subject, round: round, outcome: .report(report))
    }

    private func cell(_ plan: RunPlan, _ counts: [Record]) throws -> CellResult {
        let assembler = Records.assembler([Records.calibration(Self.subject, 100)] + counts, plan: plan)
        return try #require(assembler.cells().first { $0.subject == "fixed" })
    }

    /// Of 1/1, 1/2, 9/3, 4/4 and so on: medians are 4 and 3, the ratio of which no process had.
    @Test func theRatioOfEachProcessIsWhatIsPutTogether() throws {
        let pairs: [(Double, Double)] = [(1, 1), (1, 2), (9, 3), (4, 4), (8, 2), (4, 8), (2, 1)]
        let records = pairs.enumerated().map { round, pair in
            count(
                round: round,
                [reading("instructions", pair.0), reading("cycles", pair.1)]
                    + (round == 0 ? [reading("task-clock", 7)] : []))
        }
        let cell = try cell(plan(["instructions", "cycles", "task-clock"], rounds: 7), records)
        let derived = try #require(cell.derived?.first)
        #expect(cell.derived?.count == 1 && derived.name == "instructions-per-cycle")
        #expect(derived.counters == ["instructions", "cycles"] && derived.reason == nil)
        // 0.5 0.5 1 1 2 3 4
        #expect(derived.value?.median == 1 && derived.value?.count == 7)
        #expect(derived.value?.lower == 0.5 && derived.value?.upper == 4)
        // Of 100 iterations of two callbacks.
        let counts: [Double?] = [0.02, 0.01, 0.035]
        #expect(cell.counters.map(\.perCallback) == counts)
        #expect(cell.counters.map(\.rawCount) == [1, 1, 7])
    }

    @Test func oneProcessHasNoInterval() throws {
        let records = [count(round: 0, [reading("instructions", 3), reading("cycles", 2)])]
        let value = try cell(plan(["instructions", "cycles"], rounds: nil), records).derived?.first?.value
        #expect(value?.median == 1.5 && value?.lower == nil && value?.reason != nil)
    }

    @Test func whatCannotBeDerivedSaysWhy() throws {
        let cases: [([CounterReading], String)] = [
            ([reading("instructions", 3), reading("cycles", 2, pass: 2)], "not counted in one group"),
            ([reading("instructions", 3), reading("cycles", nil)], "cycles was not counted"),
            ([reading("instructions", 3), reading("cycles", 0)], "there were no cycles"),
        ]
        for (readings, reason) in cases {
            let cell = try cell(plan(["instructions", "cycles"], rounds: 6), [count(round: 0, readings)])
            #expect(cell.derived?.count == 1 && cell.derived?.first?.value == nil)
            #expect(cell.derived?.first?.reason?.contains(reason) == true)
        }
    }

    @Test func valgrindsCountsAreComparedThemselves() {
        var exact = plan(["instructions", "simulated-L1d-misses"], rounds: nil)
        exact.exact = RunPlan.Exact(repeats: 2, simulatesCaches: true, simulatesBranches: false)
        #expect(exact.derived.isEmpty)
    }

    /// The same counters share a group again, and what disturbs is not counted again.
    @Test func furtherProcessesCountTheKindsOfWhichSomethingIsDerived() {
        let names = ["task-clock", "bus-cycles", "instructions", "cycles"]
        let plan = plan(names, rounds: 6)
        var report = ChildReport()
        report.counters = names.map { reading($0, 5) }
        #expect(plan.repeatedCounters(after: report) == ["bus-cycles", "instructions", "cycles"])
        report.counters = names.map { reading($0, $0 == "cycles" ? nil : 5) }
        #expect(plan.repeatedCounters(after: report) == [])
        #expect(plan.repeatedCounters(after: nil) == [])
    }
}
