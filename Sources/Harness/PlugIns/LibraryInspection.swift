import BenchResults
import BoundsStrategies
import CLibrary
import CallbackRuntime
import FoundationEssentials
import Processes
import SystemPackage

/// What a strategy library has, as a child found that looked at it.
struct LibraryInspection {
    /// The strategies, in order.
    let strategies: [StrategyDescription]
    /// What the library printed meanwhile.
    let printed: PrintedText

    /// Looks at a library.
    ///
    /// - Throws: `UsageError` when it cannot be used, `CommandStopped` when no child can be started.
    init(of path: String) throws {
        try LibraryFile.check(path)
        var launch = ProcessLaunch(
            .path(ProgramPath.current), [LibraryChild.argument, path],
            deadline: .ofChild(seconds: LibraryChild.deadline))
        launch.errors = .beginning(limit: PrintedText.mostBytes)
        // Children die on purpose; Swift's crash handler would start a debugger each time.
        launch.variables = .inherited(["SWIFT_BACKTRACE": "enable=no"])
        let seal = launch.answersOnChannel()
        let ended: EndedProcess
        do {
            ended = try launch.run()
        } catch let error as LaunchFailure {
            throw CommandStopped("\(error)")
        }
        do throws(LibraryFault) {
            strategies = try Self.strategies(ended, seal)
        } catch {
            throw UsageError("\(LibraryFile.name(path)): \(error)")
        }
        printed = PrintedText(ended)
    }

    private static func strategies(
        _ ended: EndedProcess, _ seal: ChannelSeal
    ) throws(LibraryFault) -> [StrategyDescription] {
        var stage: LibraryMessage.Stage?
        var strategies: [StrategyDescription] = []
        for line in try LibraryFault.lines(of: ended, seal) {
            guard let message = try? JSONDecoder().decode(LibraryMessage.self, from: Data(line.utf8)) else {
                throw LibraryFault("the child that looked at it did not answer")
            }
            if let failure = message.failure { throw LibraryFault(failure) }
            stage = message.stage ?? stage
            strategies = message.strategies ?? strategies
        }
        guard ended.isSuccess, stage == .leaving else {
            let place =
                switch stage {
                case .leaving: "when the process that had loaded it ended"
                case .reading: "while its table was read"
                case .loading: "while it was loaded"
                case nil: "before it was loaded"
                }
            throw LibraryFault(ended, place)
        }
        return strategies
    }
}

/// What a strategy library did wrong: one line, without its name.
struct LibraryFault: Error, CustomStringConvertible {
    let description: String

    init(_ text: String) { description = Legible.text(text) }

    /// It ended the process that loaded it.
    init(_ ended: EndedProcess, _ place: String) {
        let what =
            switch ended.end {
            case .timedOut, .signaled(EndedProcess.alarm): "it hung"
            case .exited(let status): "it ended the process with exit status \(status)"
            case .signaled(SIGABRT): "it aborted (signal \(SIGABRT))"
            case .signaled(let signal) where [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP].contains(signal):
                "it crashed (signal \(signal))"
            case .signaled(let signal): "signal \(signal) ended the process"
            }
        // Python, for one, says what is wrong before it says where.
        let lines = PrintedText(ended).lines
        let said = (lines.first { $0.contains("rror:") } ?? lines.last).map { ": \($0)" } ?? ""
        self.init("\(what) \(place)\(said)")
    }

    /// The lines of a child's channel.
    static func lines(of ended: EndedProcess, _ seal: ChannelSeal) throws(LibraryFault) -> [String] {
        do {
            return try seal.lines(of: ended.channel)
        } catch {
            throw LibraryFault("it wrote to the channel on which its process answers")
        }
    }
}
