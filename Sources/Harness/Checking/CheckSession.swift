import CallbackRuntime
import Cells
import Processes
import Scenarios
import Statistics

/// Plays scenarios with strategies.
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

    /// Plays every cell, and returns them by scenario and strategy in the order of the catalogues.
    func run() throws -> [Cell] {
        let pairs = scenarios.flatMap { scenario in strategies.map { (scenario, $0) } }
        let player = MatrixPlayer(
            cells: pairs.map { CellID(workload: $0.name, subject: .strategy($1.name)) }, stopwatch: stopwatch,
            listener: listener)
        return try player.run(
            MatrixPlayer.Rules(
                play: { try play(pairs[$0].0, pairs[$0].1, deadline: $1) }, isHung: \.isHung,
                left: { Cell(pairs[$0].0, pairs[$0].1, PlayedScenario(left: $1)) }))
    }

    private func play(
        _ scenario: Scenario, _ strategy: StrategyDescription, deadline: UInt32
    ) throws -> Cell {
        // The same randomness for every strategy, so that they are judged on the same corruptions.
        var random = SeededGenerator(seed: seed, stream: "check/\(scenario.name)")
        let played = try runner.play(
            ScenarioRequest(
                scenario: scenario.name, program: scenario.program?.map(\.description),
                trace: scenario.trace,
                strategy: strategy.name, body: body,
                // Nobody else runs the code of a library.
                strategyLibraries: strategyLibraries.filter { $0 == strategy.source },
                seed: random.next(), deadline: deadline))
        return Cell(scenario, strategy, played)
    }
}
