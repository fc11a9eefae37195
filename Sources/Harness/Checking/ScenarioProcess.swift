import FoundationEssentials
import Scenarios
import Subprocess

/// Starts this program again to play a scenario.
package struct ScenarioProcess: ScenarioRunner {
    /// Seconds after which a child counts as hung. Scenarios take well under 2.
    package static let deadline: UInt32 = 5
    /// Seconds that a child gets which is played again, alone. With 24 busy loops on two CPUs `signal-in-query`
    /// takes up to 15.
    package static let patience: UInt32 = 60

    package init() {}

    /// Variables that a child needs, and the user may have set.
    private static let inherited = [
        "HOME", "LD_LIBRARY_PATH", "LD_PRELOAD", "LLVM_PROFILE_FILE", "PATH", "TMPDIR",
    ]

    package func play(_ request: ScenarioRequest) async throws -> PlayedScenario {
        StackLimit.becomeUsual()
        let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        let ended = try await FreshProcess.run(
            [ScenarioRequest.argument, text],
            environment: .custom(
                FixedEnvironment.variables(
                    // Children die on purpose; Swift's crash handler would start a debugger each time.
                    ["SWIFT_BACKTRACE": "enable=no"], inheriting: Self.inherited,
                    besides: [ScenarioRequest.argument, text])),
            deadline: Int(request.deadline))
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
