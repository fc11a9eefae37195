import BenchResults
import ChildProtocol
import FoundationEssentials
import Processes
import RealRuntimes

/// A driver did not find its runtime, or could not start it: its own line.
struct RuntimeRefusal: Error, CustomStringConvertible {
    let description: String
}

extension BuiltInRuntime {
    /// Why it cannot be driven, and what to do where it is not there: one line.
    ///
    /// - Returns: nil for an error that is of something else.
    func reason(_ error: any Error) -> String? {
        switch error {
        // The library of a driver that is built is there.
        case let refusal as RuntimeRefusal: isBuilt ? refusal.description : "\(refusal): \(remedy)"
        case let failure as GoLibrary.Failure:
            failure.isMissing ? "\(failure): \(remedy)" : failure.description
        case let fault as LibraryFault: fault.description
        default: nil
        }
    }
}

/// What a real runtime is, as a child found that started it.
struct RuntimeInspection {
    /// The runtime.
    let description: RuntimeDescription
    /// What it printed meanwhile.
    let printed: PrintedText

    /// Starts a runtime.
    ///
    /// - Throws: `RuntimeRefusal` or `LibraryFault` when it cannot be driven, `CommandStopped` when no child can be
    ///   started.
    init(of source: RuntimeSource) throws {
        let request = String(decoding: try JSONEncoder().encode(source), as: UTF8.self)
        var launch = ProcessLaunch(
            .path(ProgramPath.current), [RuntimeChild.argument, request],
            deadline: .ofChild(seconds: RuntimeChild.deadline))
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
        description = try Self.description(ended, seal)
        printed = PrintedText(ended)
    }

    private static func description(
        _ ended: EndedProcess, _ seal: ChannelSeal
    ) throws -> RuntimeDescription {
        var stage = "before it was loaded"
        var description: RuntimeDescription?
        for line in try LibraryFault.lines(of: ended, seal) {
            guard let message = try? JSONDecoder().decode(RuntimeChild.Message.self, from: Data(line.utf8))
            else { throw LibraryFault("the child that started it did not answer") }
            if let failure = message.failure { throw RuntimeRefusal(description: Legible.text(failure)) }
            stage = message.stage ?? stage
            description = message.description ?? description
        }
        guard ended.isSuccess, let description else { throw LibraryFault(ended, stage) }
        return description
    }
}
