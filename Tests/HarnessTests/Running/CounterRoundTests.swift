import BenchResults
import Cells
import ChildProtocol
import Testing

@testable import Harness
@testable import PerfCounters

/// How often counters are read.
@Suite("Rounds of counters")
struct CounterRoundTests {
    private let names = ["instructions", "cycles", "task-clock"]

    /// A child that counts everything, the cycles of the empty loop excepted.
    private let child = FakeChild { launch, _ in
        guard case .count(_, let counters) = launch.request.task else { return .good(launch) }
        var report = ChildReport()
        report.counters = counters.map { name in
            let isCounted = name != "cycles" || launch.request.subject != .emptyLoop
            return CounterReading(
                requestedName: name, resolvedName: name, source: name == "task-clock" ? .software : .hardware,
                privilege: .userAndKernel, unit: .events, value: isCounted ? 5 : nil,
                rawCount: isCounted ? 5 : nil, ownCount: 0, timeEnabled: 1, timeRunning: 1, scaled: false,
                pass: isCounted ? 1 : nil, notes: [],
                unavailability: isCounted ? nil : CounterUnavailability(nil, cause: "no", remedy: "none"))
        }
        return .report(report)
    }

    private func plan(rounds: Int?) -> RunPlan {
        var plan = RunPlan.example(counters: names)
        plan.counterRounds = rounds
        return plan
    }

    private func counted() -> [String: [[String]]] {
        Dictionary(
            child.launches.compactMap { launch in
                guard case .count(_, let counters) = launch.request.task else { return nil }
                return (launch.cell, [counters])
            }, uniquingKeysWith: +)
    }

    @Test func thereAreMoreWhereSomethingIsDerived() throws {
        let records = try FakeSession().run(plan(rounds: 3), child).records
        let counted = counted()
        #expect(counted.count == 6)
        for (cell, counters) in counted {
            let more = [["instructions", "cycles"], ["instructions", "cycles"]]
            #expect(counters == [names] + (cell.hasSuffix(":empty-loop") ? [] : more), "\(cell)")
        }
        #expect(Set(records.filter { $0.pass == .count }.map(\.round)) == [0, 1, 2])
        #expect(plan(rounds: 3).latest(of: records).count == records.count)
    }

    @Test func aPlanOfBeforeHasOne() throws {
        _ = try FakeSession().run(plan(rounds: nil), child)
        #expect(counted().values.allSatisfy { $0 == [names] })
    }

    @Test func aRunThatIsResumedReadsThoseThatAreMissing() throws {
        let whole = try FakeSession().run(plan(rounds: 3), child).records
        let half = whole.filter { $0.pass != .count || $0.round < 2 }
        let before = child.launches.count
        let records = try FakeSession().run(plan(rounds: 3), child, records: half).records
        #expect(child.launches.count - before == whole.count - half.count && records.count == whole.count)
    }

    @Test func aPlanReadsAsOftenAsAnIntervalNeeds() throws {
        func rounds(_ change: (inout RunSettings) -> Void) throws -> Int? {
            var settings = RunSettings(
                selection: CellSelection(), counters: CounterSettings(names: "instructions,cycles"),
                conditions: RunConditions(seed: 1))
            change(&settings)
            return try settings.plan(plugIns: []).counterRounds
        }
        #expect(try rounds { _ in } == 6)
        #expect(try rounds { $0.processes = 2 } == 2)
        #expect(try rounds { $0.counters = CounterSettings(source: .off) } == nil)
        #expect(try rounds { $0.counters = CounterSettings(names: "cycles,page-faults") } == nil)
        #expect(try rounds { $0.counters = CounterSettings(source: .exact) } == nil)
    }
}
