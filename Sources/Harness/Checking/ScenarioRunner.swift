import Scenarios

/// Runs one scenario with one strategy in its own process: the seam where tests put a fake.
package protocol ScenarioRunner: Sendable {
    /// Runs a scenario and waits for its end. An interruption ends the child.
    func play(_ request: ScenarioRequest) throws -> PlayedScenario
}

/// What a process that ran a scenario left behind.
package struct PlayedScenario: Sendable {
    /// What it reported before it ended.
    package var evidence: Evidence
    /// How it ended.
    package var ending: Ending
    /// What it wrote to standard error.
    package var message: String

    package init(evidence: Evidence, ending: Ending, message: String) {
        self.evidence = evidence
        self.ending = ending
        self.message = message
    }

    /// Nothing, since the scenario was not played, for this reason.
    init(left reason: String) {
        self.init(evidence: Evidence(unavailable: reason), ending: .exit(0), message: "")
    }
}
