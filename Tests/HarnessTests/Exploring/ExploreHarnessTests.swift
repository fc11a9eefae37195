import BenchResults
import Processes
import Scenarios
import Synchronization
import Testing

@testable import Harness

/// What the harness makes of explorations, without processes.
@Suite struct ExploreHarnessTests {
    /// Reports what it is told to, and then throws.
    private struct Made: ExplorerRunner {
        let reports: [ExplorationReport]
        var error: (any Error)?

        func explore(_ request: ExploreRequest, _ listener: (ExplorationReport) -> Void) throws {
            reports.forEach(listener)
            if let error { throw error }
        }
    }

    private func report(programs: Int, isOver: Bool = false) -> ExplorationReport {
        var report = ExplorationReport(depth: 5)
        (report.programs, report.completeDepth, report.isOver) = (programs, 3, isOver)
        return report
    }

    private func settings(_ names: [String], depth: Int = 5) -> ExploreSettings {
        ExploreSettings(strategies: StrategySelection(names: names), depth: depth, budget: 60, seed: 1)
    }

    @Test func theLastReportCounts() throws {
        let runner = Made(reports: [report(programs: 10), report(programs: 20, isOver: true)])
        let (result, interruption) = try ExploreHarness(settings(["fixed", "tiered"]), runner: runner) { _ in
        }
        .explore()
        #expect(interruption == nil)
        #expect(result.explorations.map(\.strategy.name) == ["fixed", "tiered"])
        #expect(result.explorations.allSatisfy { $0.sequences == 20 && $0.stopped == nil })
    }

    /// What was found before a signal is kept, and no further strategy is explored.
    @Test func aSignalLosesNothing() throws {
        let runner = Made(reports: [report(programs: 10)], error: Interrupted(signal: 2))
        let (result, interruption) = try ExploreHarness(settings(["fixed", "tiered"]), runner: runner) { _ in
        }
        .explore()
        #expect(interruption == 130)
        #expect(result.explorations.count == 1)
        #expect(result.explorations.first?.sequences == 10)
        #expect(result.explorations.first?.stopped == "ended by signal 2")
    }

    @Test func progressIsTold() throws {
        let lines = Mutex<[String]>([])
        _ = try ExploreHarness(settings(["fixed"]), runner: Made(reports: [report(programs: 7)])) { event in
            if case .progress(let line) = event { lines.withLock { $0.append(line) } }
        }.explore()
        #expect(lines.withLock { $0 } == ["fixed  sequences of 4 steps, 7 in all, 0 causes of faults, 0 s"])
    }

    @Test func whatIsNotPossibleIsRefused() {
        for settings in [settings([]), settings(["fixed"], depth: 0), settings(["fixed"], depth: 13)] {
            #expect(throws: UsageError.self) {
                try ExploreHarness(settings, runner: Made(reports: [])) { _ in }
            }
        }
    }
}
