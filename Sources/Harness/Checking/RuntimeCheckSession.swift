import BenchResults
import Cells
import ChildProtocol
import Processes
import Scenarios

/// Runs one scenario with one real runtime in its own process: the seam where tests put a fake.
package protocol RuntimeScenarioRunner: Sendable {
    /// Runs a scenario and waits for its end. An interruption ends the child.
    func play(_ request: RuntimeScenarioRequest) throws -> PlayedScenario
}

/// Plays scenarios with real runtimes.
package struct RuntimeCheckSession: Sendable {
    /// A cell, played and judged.
    package struct Cell: Sendable {
        package let scenario: RuntimeScenario
        /// Name of the runtime with its version.
        package let runtime: String
        package let played: PlayedScenario
        package let judgement: RuntimeJudgement

        /// The step that the verdict rests on.
        var decisiveStep: Evidence.Step? {
            played.evidence.steps.first { $0.expectation.step == judgement.step }
        }
    }

    let scenarios: [RuntimeScenario]
    /// Those that were asked for; what cannot be driven is left out.
    let runtimes: [SelectedRuntime]
    let runner: any RuntimeScenarioRunner
    let stopwatch: Stopwatch
    let listener: SessionListener

    /// Plays every cell, and returns them by scenario and runtime, in the orders of the catalogue and of asking.
    func run() throws -> [Cell] {
        let pairs = scenarios.flatMap { scenario in
            runtimes.compactMap { DrivableRuntime($0) }.map { (scenario, $0) }
        }
        let player = MatrixPlayer(
            cells: pairs.map { CellID(workload: $0.name, subject: .runtime($1.label)) }, stopwatch: stopwatch,
            listener: listener)
        return try player.run(
            MatrixPlayer.Rules(
                play: { try play(pairs[$0].0, pairs[$0].1, deadline: $1) },
                isHung: { $0.judgement.verdict == .hung },
                left: { cell(pairs[$0].0, pairs[$0].1, PlayedScenario(left: $1)) }))
    }

    private func play(
        _ scenario: RuntimeScenario, _ runtime: DrivableRuntime, deadline: UInt32
    ) throws -> Cell {
        if let reason = scenario.unavailability(for: runtime.description) {
            return cell(scenario, runtime, PlayedScenario(left: reason))
        }
        let request = RuntimeScenarioRequest(
            scenario: scenario.name, runtime: runtime.source, deadline: deadline)
        return cell(scenario, runtime, try runner.play(request))
    }

    private func cell(
        _ scenario: RuntimeScenario, _ runtime: DrivableRuntime, _ played: PlayedScenario
    ) -> Cell {
        Cell(
            scenario: scenario, runtime: runtime.label, played: played,
            judgement: RuntimeJudge.judge(
                played.evidence, ending: played.ending, printed: played.message,
                usesCStack: runtime.description.usesCStack))
    }
}
