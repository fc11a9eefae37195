import FoundationEssentials
import Scenarios
import Subprocess

/// Starts this program again to play a scenario.
package struct ScenarioProcess: ScenarioRunner {
    /// Seconds after which a child counts as hung. Scenarios take well under 2.
    package static let deadline: UInt32 = 5

    package init() {}

    package func play(_ request: ScenarioRequest) async throws -> PlayedScenario {
        let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        let ended = try await FreshProcess.run(
            [ScenarioRequest.argument, text],
            // Children die on purpose; Swift's crash handler would start a debugger each time.
            environment: .inherit.updating(["SWIFT_BACKTRACE": "enable=no"]), deadline: Int(Self.deadline))
        return PlayedScenario(
            evidence: Evidence(ended.output), ending: ended.isHung ? .hung : Ending(ended.status),
            message: ended.errors)
    }
}

extension Ending {
    fileprivate init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .exit(Int32(code))
        case .signaled(let signal): self = .signal(Int32(signal))
        }
    }
}
