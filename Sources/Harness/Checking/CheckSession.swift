import CallbackRuntime
import Cells
import Processes
import Scenarios
import Statistics

/// Plays scenarios with strategies, two children at once: what counts is what happens, not how long it
/// takes.
package struct CheckSession: Sendable {
    /// A cell, played and judged.
    package struct Cell: Sendable {
        package let scenario: Scenario
        package let strategy: String
        package let played: PlayedScenario
        package let judgement: Judgement

        /// The step that the verdict rests on.
        package var decisiveStep: Evidence.Step? {
            played.evidence.steps.first { $0.expectation.step == judgement.decisiveStep }
        }
    }

    let scenarios: [Scenario]
    let strategies: [BoundsStrategy]
    let strategyLibraries: [String]
    let seed: UInt64
    let runner: any ScenarioRunner
    let stopwatch: Stopwatch
    let listener: SessionListener

    private static let childrenAtOnce = 2
    private static let mostHopeless = 3

    /// Plays every cell, and returns them by scenario and strategy in the order of the catalogues.
    func run() throws -> [Cell] {
        let pairs = scenarios.flatMap { scenario in strategies.map { (scenario, $0.name) } }
        let progress = Progress(steps: pairs.count, done: 0, now: stopwatch, listener: listener)
        defer { progress.finish() }
        var cells = try concurrently(pairs.count, width: Self.childrenAtOnce) { index in
            let (scenario, strategy) = pairs[index]
            let name = "\(scenario.name):\(strategy)"
            progress.starts(name)
            defer { progress.ended(name) }
            return try play(scenario, strategy)
        }
        try replayHung(&cells, progress)
        return cells
    }

    /// A child that ran out of time may only have waited for a CPU: it is played again, alone and with more
    /// time, before it counts as hung. Where that has not helped some children it will help no other.
    private func replayHung(_ cells: inout [Cell], _ progress: Progress) throws {
        var hopeless = 0
        for (index, cell) in cells.enumerated() where cell.judgement.verdict == .hung {
            guard hopeless < Self.mostHopeless else { return }
            progress.starts("\(cell.scenario.name):\(cell.strategy)")
            let again = try play(cell.scenario, cell.strategy, deadline: ScenarioProcess.patience)
            cells[index] = again
            if again.judgement.verdict == .hung { hopeless += 1 }
        }
    }

    private func play(
        _ scenario: Scenario, _ strategy: String, deadline: UInt32 = ScenarioProcess.deadline
    ) throws -> Cell {
        // The same randomness for every strategy, so that they are judged on the same corruptions.
        var random = SeededGenerator(seed: seed, stream: "check/\(scenario.name)")
        let played = try runner.play(
            ScenarioRequest(
                scenario: scenario.name, strategy: strategy, strategyLibraries: strategyLibraries,
                seed: random.next(), deadline: deadline))
        return Cell(
            scenario: scenario, strategy: strategy, played: played,
            judgement: Judge.judge(played.evidence, ending: played.ending, standardError: played.message))
    }
}
