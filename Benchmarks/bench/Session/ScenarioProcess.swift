import FoundationEssentials
import Scenarios
import Subprocess

/// Starts this program again to play one scenario with one strategy.
struct ScenarioProcess {
    /// Seconds after which a child counts as hung. Scenarios take well under 2.
    static let deadline: UInt32 = 5

    /// What a child left behind.
    struct Remains: Sendable {
        let evidence: Evidence
        let ending: Ending
        let said: String
    }

    /// Plays a request in a fresh process and waits for its end. Cancelling the task kills the child.
    static func run(_ request: ScenarioRequest) async throws -> Remains {
        let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        let ended = try await FreshProcess.run(
            [ScenarioRequest.argument, text],
            // Children die on purpose; Swift's crash handler would start a debugger each time.
            environment: .inherit.updating(["SWIFT_BACKTRACE": "enable=no"]), deadline: Int(deadline))
        return Remains(
            evidence: Evidence(ended.output), ending: ended.isHung ? .hung : ending(ended.status),
            said: ended.errors)
    }

    private static func ending(_ status: TerminationStatus) -> Ending {
        switch status {
        case .exited(let code): .exit(Int32(code))
        case .signaled(let signal): .signal(Int32(signal))
        }
    }
}
