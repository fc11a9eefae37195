import CallbackRuntime
import Cells
import Processes
import Scenarios
import Statistics
import Synchronization

/// Plays scenarios with strategies, two children at once: what counts is what happens, not how long it
/// takes.
package struct CheckSession: Sendable {
    /// A cell, played and judged.
    package struct Cell: Sendable {
        package let scenario: Scenario
        package let strategy: String
        package let played: PlayedScenario
        package let judgement: Judgement

        init(_ scenario: Scenario, _ strategy: StrategyDescription, _ played: PlayedScenario) {
            self.scenario = scenario
            self.strategy = strategy.name
            self.played = played
            judgement = Judge.judge(
                played.evidence, ending: played.ending, standardError: played.message)
        }

        /// Whether it ran out of time. A deadlock that was found out has cost none, and is no reason to wait
        /// longer.
        var isHung: Bool { judgement.verdict == .hung && played.evidence.deadlock == nil }

        /// The step that the verdict rests on.
        package var decisiveStep: Evidence.Step? {
            played.evidence.steps.first { $0.expectation.step == judgement.decisiveStep }
        }
    }

    let scenarios: [Scenario]
    let strategies: [StrategyDescription]
    let strategyLibraries: [String]
    let body: CallbackBody
    let seed: UInt64
    let runner: any ScenarioRunner
    let stopwatch: Stopwatch
    let listener: SessionListener

    private static let childrenAtOnce = 2
    private static let mostHopeless = 3

    /// Plays every cell, and returns them by scenario and strategy in the order of the catalogues.
    ///
    /// Cells of a strategy that has hung in others are left until it is known whether it only had to wait.
    func run() throws -> [Cell] {
        let pairs = scenarios.flatMap { scenario in strategies.map { (scenario, $0) } }
        let progress = Progress(steps: pairs.count, done: 0, now: stopwatch, listener: listener)
        defer { progress.finish() }
        let hung = Mutex(HungCells())
        let first = try concurrently(pairs.count, width: Self.childrenAtOnce) { index -> Cell? in
            let (scenario, strategy) = pairs[index]
            let id = CellID(workload: scenario.name, subject: .strategy(strategy.name))
            guard hung.withLock({ $0.reason(against: id) }) == nil else { return nil }
            let cell = try play(scenario, strategy, progress)
            if cell.isHung { hung.withLock { $0.add(id) } }
            return cell
        }
        return try completed(first, of: pairs, hung.withLock { $0 }, progress)
    }

    /// A child that ran out of time may only have waited for a CPU: it is played again, alone and with more
    /// time, before it counts as hung. Where that has not helped once, no other cell of the strategy is played;
    /// and where it has not helped some strategies it will help no other.
    private func completed(
        _ first: [Cell?], of pairs: [(Scenario, StrategyDescription)], _ hung: HungCells, _ progress: Progress
    ) throws -> [Cell] {
        var cells = first
        var hopeless: Set<String> = []
        for (index, (scenario, strategy)) in pairs.enumerated() where cells[index]?.isHung == true {
            if hopeless.contains(strategy.name) { continue }
            if hopeless.count < Self.mostHopeless {
                let again = try play(scenario, strategy, progress, deadline: ScenarioProcess.patience)
                cells[index] = again
                guard again.isHung else { continue }
            }
            hopeless.insert(strategy.name)
        }
        return try cells.enumerated().map { index, cell in
            if let cell { return cell }
            let (scenario, strategy) = pairs[index]
            let id = CellID(workload: scenario.name, subject: .strategy(strategy.name))
            if hopeless.contains(strategy.name), let reason = hung.reason(against: id) {
                let nothing = PlayedScenario(
                    evidence: Evidence(unavailable: reason), ending: .exit(0), message: "")
                return Cell(scenario, strategy, nothing)
            }
            return try play(scenario, strategy, progress, deadline: ScenarioProcess.patience)
        }
    }

    private func play(
        _ scenario: Scenario, _ strategy: StrategyDescription, _ progress: Progress,
        deadline: UInt32 = ScenarioProcess.deadline
    ) throws -> Cell {
        let name = "\(scenario.name):\(strategy.name)"
        progress.starts(name)
        defer { progress.ended(name) }
        // The same randomness for every strategy, so that they are judged on the same corruptions.
        var random = SeededGenerator(seed: seed, stream: "check/\(scenario.name)")
        let played = try runner.play(
            ScenarioRequest(
                scenario: scenario.name, strategy: strategy.name, body: body,
                // Nobody else runs the code of a library.
                strategyLibraries: strategyLibraries.filter { $0 == strategy.source },
                seed: random.next(), deadline: deadline))
        return Cell(scenario, strategy, played)
    }
}
