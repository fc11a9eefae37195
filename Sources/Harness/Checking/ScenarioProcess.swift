import FoundationEssentials
import Processes
import Scenarios

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

    package func play(_ request: ScenarioRequest) throws -> PlayedScenario {
        StackLimit.becomeUsual()
        let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        var launch = ProcessLaunch(
            .path(ProgramPath.current), [ScenarioRequest.argument, text],
            deadline: .ofChild(seconds: Int(request.deadline)))
        launch.variables = .exactly(
            FixedEnvironment.variables(
                // Children die on purpose; Swift's crash handler would start a debugger each time.
                ["SWIFT_BACKTRACE": "enable=no"], inheriting: Self.inherited,
                besides: [ScenarioRequest.argument, text]))
        let ended = try launch.run()
        return PlayedScenario(
            evidence: Evidence(ended.output), ending: Ending(ended), message: ended.errors)
    }
}

extension Ending {
    fileprivate init(_ ended: EndedProcess) {
        switch ended.end {
        case _ where ended.isHung: self = .hung
        case .exited(let code): self = .exit(code)
        case .signaled(let signal): self = .signal(signal)
        case .timedOut: self = .hung
        }
    }
}
