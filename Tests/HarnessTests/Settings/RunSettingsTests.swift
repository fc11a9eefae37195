import BenchResults
import PerfCounters
import Testing

@testable import Harness

@Suite("Settings of a run")
struct RunSettingsTests {
    private func settings(isQuick: Bool = false, _ change: (inout RunSettings) -> Void = { _ in })
        -> RunSettings
    {
        var settings = RunSettings(
            selection: CellSelection(workloads: ["thread"], isQuick: isQuick),
            conditions: RunConditions(seed: 5))
        change(&settings)
        return settings
    }

    @Test func defaultsOfAFullRun() throws {
        let plan = try settings().plan(plugIns: [])
        #expect(plan.processes == 12 && plan.samples == 10 && plan.seed == 5)
        #expect(plan.latencyRounds == nil && plan.exact == nil && plan.cpu == nil)
        #expect(plan.counters == CounterPlan.defaultNames)
    }

    @Test func defaultsOfAQuickRun() throws {
        let plan = try settings(isQuick: true).plan(plugIns: [])
        #expect(plan.processes == 6 && plan.samples == 2 && plan.counters.isEmpty)
    }

    @Test func explicitSettingsWinOverQuick() throws {
        let plan = try settings(isQuick: true) {
            ($0.processes, $0.samples, $0.hasLatency) = (3, 4, true)
            $0.counters.names = "page-faults"
        }.plan(plugIns: [])
        #expect(plan.processes == 3 && plan.samples == 4 && plan.latencyRounds == 3)
        #expect(plan.counters == ["page-faults"])
    }

    @Test(arguments: [(nil, 5), (20, 5), (2, 2)] as [(Int?, Int)])
    func atMostFiveProcessesRecordLatency(processes: Int?, rounds: Int) throws {
        let plan = try settings {
            $0.processes = processes
            $0.hasLatency = true
        }.plan(plugIns: [])
        #expect(plan.latencyRounds == rounds)
    }

    @Test(arguments: [0, -1, 1001])
    func processesOutOfRangeAreRefused(processes: Int) {
        #expect(throws: UsageError.self) { try settings { $0.processes = processes }.plan(plugIns: []) }
    }

    @Test(arguments: [0, 10_001])
    func samplesOutOfRangeAreRefused(samples: Int) {
        #expect(throws: UsageError.self) { try settings { $0.samples = samples }.plan(plugIns: []) }
    }

    @Test func aCPUThatIsNotThereIsRefused() throws {
        let error = #expect(throws: UsageError.self) {
            try settings { $0.conditions.cpu = 4095 }.plan(plugIns: [])
        }
        #expect(error?.description.hasPrefix("--cpu 4095: this process may use 0") == true)
    }

    @Test func exactModeHasItsOwnCounters() throws {
        let plan = try settings {
            $0.counters = CounterSettings(source: .exact, simulatesBranches: true, repeats: 3)
        }.plan(plugIns: [])
        #expect(plan.exact == .init(repeats: 3, simulatesCaches: false, simulatesBranches: true))
        #expect(plan.counters.first == "instructions")
    }

    @Test(arguments: [
        CounterSettings(simulatesCaches: true), CounterSettings(source: .auto, simulatesBranches: true),
        CounterSettings(repeats: 2), CounterSettings(source: .exact, names: "cycles"),
        CounterSettings(source: .exact, repeats: 0), CounterSettings(source: .exact, repeats: 101),
        CounterSettings(source: .hardware, names: "page-faults"),
        CounterSettings(source: .off, names: "cycles"),
    ])
    func countersThatContradictOneAnotherAreRefused(counters: CounterSettings) {
        #expect(throws: UsageError.self) { try settings { $0.counters = counters }.plan(plugIns: []) }
    }

    @Test func noneIsNoCounter() throws {
        let plan = try settings { $0.counters.names = "none" }.plan(plugIns: [])
        #expect(plan.counters.isEmpty)
    }
}
