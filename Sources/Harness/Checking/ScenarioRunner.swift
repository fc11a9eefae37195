import Scenarios

/// Plays one scenario with one strategy in a process of its own: the seam that tests of a check put a fake in.
package protocol ScenarioRunner: Sendable {
    /// Plays a scenario and waits for its end. Cancelling the task ends the child.
    func play(_ request: ScenarioRequest) async throws -> PlayedScenario
}

/// What a process that played a scenario left behind.
package struct PlayedScenario: Sendable {
    /// What it reported while it lived.
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
}
