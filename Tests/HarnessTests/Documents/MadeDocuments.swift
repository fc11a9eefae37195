import BenchResults
import BoundsStrategies
import CallbackRuntime
import Cells
import ChildProtocol
import Scenarios
import Statistics
import Synchronization
import SystemPackage
import TestSupport

@testable import Harness

/// Documents as `run`, `check`, `compare` and `commits` write them, out of children that are made up: what the
/// harness makes of their answers is its own.
struct MadeDocuments {
    let folder: FilePath
    let seed: UInt64

    static let strategies = ["none", "fixed", "tiered:cooperation=off", "sp-window:restore=on:margin=4096"]
    private static let workloads = ["thread", "coroutine/8/assembly", "nested/4"]

    private func name(_ what: String) -> FilePath { folder.appending("\(what)-\(seed).json") }

    /// Children of which some cells always answer well, some never, and some now and then.
    private func child(_ stream: String, clock: FakeClock = FakeClock()) -> FakeChild {
        let odd = Mutex(Odd(seed: seed, stream: stream))
        let rates = Mutex<[String: Int]>([:])
        return FakeChild(clock: clock, duration: .milliseconds(15)) { launch, number in
            odd.withLock { odd in
                let rate = rates.withLock { rates in
                    let drawn = rates[launch.cell] ?? odd.one(of: [1, 3, 20, 1000, 1000])
                    rates[launch.cell] = drawn
                    return drawn
                }
                let cost = UInt64(1_000_000 + 1000 * odd.random.number(below: 40))
                return odd.happens(onceIn: rate)
                    ? odd.outcome(launch, nanoseconds: cost) : .good(launch, nanoseconds: cost)
            }
        }
    }

    /// `bench run`.
    func run(_ stream: String = "run") throws -> (path: FilePath, result: BenchResult) {
        var odd = Odd(seed: seed, stream: "plan/\(stream)")
        let subjects: [Subject] =
            [.emptyLoop] + Self.strategies.map(Subject.strategy) + [.twin("fixed"), .pthreadQuery]
        let plan = RunPlan(
            blocks: Self.workloads.map { .init(workload: $0, subjects: subjects) },
            processes: odd.one(of: [1, 2, 6, 7]), samples: 2, target: 1_000_000, budget: 20_000_000,
            seed: odd.number(), cpu: odd.one(of: [nil, 0]),
            counters: odd.one(of: [[], ["cycles", "calls:getppid", "instructions:u"]]),
            latencyRounds: odd.one(of: [nil, 2]))
        let setup = try RunSetup(plan: plan, plugIns: [], path: name(stream))
        let session = RunSession(
            plan: plan,
            journal: try Journal(
                at: Journal.path(for: setup.path), header: .init(plan: plan, provenance: setup.provenance)),
            records: [])
        let tools = SessionTools(
            child: child(stream), exactCounter: nil, stopwatch: FakeClock().stopwatch, listener: { _ in })
        try session.run(with: tools) { _ in }
        session.removeJournal()
        let report = RunReport(setup)
        let reason: String? = odd.happens(onceIn: 3) ? "interrupted" : nil
        return (setup.path, try report.write(session.records, incomplete: reason))
    }

    /// `bench check`.
    func check(_ stream: String = "check") throws -> (path: FilePath, result: CheckResult) {
        let odd = Mutex(Odd(seed: seed, stream: stream))
        let harness = try CheckHarness(
            CheckSettings(
                strategies: StrategySelection(names: Self.strategies), scenarios: [], seed: UInt32(seed)),
            runner: OddRunner { odd.withLock { $0.played() } }, listener: { _ in })
        let result = try harness.result()
        let path = name(stream)
        try ResultStore.write(result, to: path)
        return (path, result)
    }

    /// `bench commits`.
    func commits() throws -> (path: FilePath, result: ResultComparison) {
        var odd = Odd(seed: seed, stream: "commits")
        let clock = FakeClock()
        let settings = PairingSettings(
            selection: CellSelection(), rules: ComparisonRules(), budget: odd.one(of: [0.1, 5, 20]),
            conditions: RunConditions(seed: UInt32(seed)), output: name("commits").string)
        let cells = Self.workloads.flatMap { workload in
            Self.strategies.map { PairedCell(id: CellID(workload: workload, subject: .strategy($0))) }
        }
        let measurement = PairedMeasurement(
            settings,
            PairedChildren(
                settings.conditions, old: child("old", clock: clock), new: child("new", clock: clock),
                stopwatch: clock.stopwatch),
            cells: cells, stopwatch: clock.stopwatch, listener: { _ in })
        func program(_ commit: String?) -> PairedProgram {
            PairedProgram(label: odd.text(), path: "", commit: commit, buildCommand: odd.text())
        }
        let request = PairingRequest(old: program(nil), new: program("0123"), settings: settings)
        let harness = PairingHarness(request, listener: { _ in })
        try measurement.screen {}
        try measurement.decide(except: []) {}
        let unshared = [
            ComparisonJudge.Case(
                CellID(workload: "main", subject: .strategy("fixed")),
                evidence: .settled(.onlyInNew, reason: odd.text(), old: nil, new: nil))
        ]
        var causes = PairedCauses()
        for cell in cells {
            var cause = ComparisonCause(odd.one(of: ComparisonCause.Kind.allCases), reason: odd.text())
            (cause.oldInstructions, cause.newInstructions, cause.callbacks) = (42, 43, 7)
            cause.functions = [.init(name: odd.text(), old: 4, new: 5)]
            if odd.happens(onceIn: 2) { causes.byCell[cell.id] = cause }
        }
        var result = harness.comparison(
            of: measurement, cells, unshared, causes, .example, ending: odd.one(of: [nil, odd.text()]))
        result.compareVerdicts(
            ComparableSide(try check("old-check").result, label: "old"),
            ComparableSide(try check("new-check").result, label: "new"))
        result.remarks.append(odd.text())
        let path = name("commits")
        try ResultStore.write(result, to: path)
        return (path, result)
    }

    /// `bench compare`, of two runs or of two checks.
    func compare() throws -> (path: FilePath, result: ResultComparison) {
        var odd = Odd(seed: seed, stream: "compare")
        let isOfChecks = odd.happens(onceIn: 4)
        let paths = try ["old", "new"].map { stream in
            isOfChecks ? try check("compared-\(stream)").path : try run("compared-\(stream)").path
        }
        let sides = try paths.map { try StoredSide.read($0.string, CellFilter()) }
        let result = try StoredSide.compare(
            sides[0], sides[1], ComparisonRules(isForced: odd.happens(onceIn: 3)))
        let path = name("compare")
        try ResultStore.write(result, to: path)
        return (path, result)
    }
}

/// Plays nothing.
private struct OddRunner: ScenarioRunner {
    let answer: @Sendable () -> PlayedScenario

    func play(_ request: ScenarioRequest) -> PlayedScenario { answer() }
}
