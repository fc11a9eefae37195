import BenchResults
import Cells
import ForeignStacks
import Scenarios

extension RuntimeChecks {
    /// The matrix of a session whose cells have been run.
    init(of session: RuntimeCheckSession, _ cells: [RuntimeCheckSession.Cell]) {
        self.init(
            runtimes: session.runtimes.map(\.planned), scenarios: session.scenarios.map(Scenario.init),
            cells: cells.map(Cell.init))
    }
}

extension RuntimeChecks.Scenario {
    /// A scenario in the form of results.
    package init(_ scenario: RuntimeScenario) {
        self.init(
            name: scenario.name, summary: scenario.summary, setUp: scenario.setUp, truth: scenario.truth,
            source: scenario.source, place: scenario.place.rawValue)
    }
}

extension RuntimeChecks.Cell {
    /// A cell in the form of results.
    package init(_ cell: RuntimeCheckSession.Cell) {
        let message = String(cell.played.message.prefix(2000))
        let wasPlayed = cell.judgement.verdict != .unavailable
        self.init(
            scenario: cell.scenario.name, runtime: cell.runtime, verdict: cell.judgement.verdict,
            reason: cell.judgement.reason, words: cell.judgement.words,
            step: cell.decisiveStep.map(RuntimeChecks.Step.init),
            exitStatus: wasPlayed ? cell.played.ending.exitStatus : nil, signal: cell.played.ending.signal,
            message: message.isEmpty ? nil : message)
    }
}

extension RuntimeChecks.Step {
    init(_ step: Evidence.Step) {
        self.init(
            number: Int(step.expectation.step), what: step.expectation.what, lo: "\(Address(step.truth.lo))",
            hi: "\(Address(step.truth.hi))")
    }
}
