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

    private let printed: PrintedTexts?

    /// - Parameter printed: remembers what children print that end by themselves.
    package init(printed: PrintedTexts? = nil) { self.printed = printed }

    /// Variables that a child needs, and the user may have set.
    static let inherited = [
        "HOME", "LD_LIBRARY_PATH", "LD_PRELOAD", "LLVM_PROFILE_FILE", "PATH", "TMPDIR",
    ]

    package func play(_ request: ScenarioRequest) throws -> PlayedScenario {
        let (ended, evidence) = try play(
            ScenarioRequest.argument, request, deadline: request.deadline
        ) { launch in
            launch.variables = .exactly(
                FixedEnvironment.variables(
                    Self.quiet, inheriting: Self.inherited, besides: launch.arguments))
        }
        if let library = evidence.loading {
            try LibraryStopped.check(
                library, ended,
                failure: ended.end == .exited(1)
                    ? ended.errors.split(whereSeparator: \.isNewline).last.map(String.init) : nil)
        }
        if ended.isSuccess {
            printed?.add(
                PrintedText(ended), by: "\(request.scenario):\(request.strategy)", of: request.strategy)
        }
        return PlayedScenario(evidence: evidence, ending: Ending(ended), message: ended.errors)
    }

    /// Children die on purpose; Swift's crash handler would start a debugger each time.
    private static let quiet = ["SWIFT_BACKTRACE": "enable=no"]

    private func play(
        _ argument: String, _ request: some Encodable, deadline: UInt32,
        prepare: (inout ProcessLaunch) -> Void
    ) throws -> (EndedProcess, Evidence) {
        StackLimit.becomeUsual()
        let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        var launch = ProcessLaunch(
            .path(ProgramPath.current), [argument, text], deadline: .ofChild(seconds: Int(deadline)))
        let seal = launch.answersOnChannel()
        prepare(&launch)
        let ended = try launch.run()
        return (ended, evidence(of: ended, seal))
    }

    private func evidence(of ended: EndedProcess, _ seal: ChannelSeal) -> Evidence {
        do {
            return Evidence(try LibraryFault.lines(of: ended, seal).map { $0 + "\n" }.joined())
        } catch {
            return Evidence(failure: "\(error)")
        }
    }
}

extension ScenarioProcess: RuntimeScenarioRunner {
    /// With the user's environment, which may say where the runtime's parts are. What it prints as it dies may go to
    /// either stream.
    package func play(_ request: RuntimeScenarioRequest) throws -> PlayedScenario {
        let (ended, evidence) = try play(
            RuntimeScenarioRequest.argument, request, deadline: request.deadline
        ) { launch in
            launch.errors = .beginning(limit: PrintedText.mostBytes)
            launch.variables = .inherited(Self.quiet.mapValues { $0 })
        }
        return PlayedScenario(
            evidence: evidence, ending: Ending(ended), message: ended.errors + ended.output)
    }
}

extension Ending {
    fileprivate init(_ ended: EndedProcess) {
        switch ended.end {
        case .timedOut, .signaled(EndedProcess.alarm): self = .hung
        case .exited(let code): self = .exit(code)
        case .signaled(let signal): self = .signal(signal)
        }
    }
}
