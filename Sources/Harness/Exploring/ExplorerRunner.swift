import FoundationEssentials
import Processes
import Scenarios

/// Explores one strategy in its own process: the seam where tests put a made one.
package protocol ExplorerRunner: Sendable {
    /// Explores, and tells what was found so far each time there is something new.
    func explore(_ request: ExploreRequest, _ listener: (ExplorationReport) -> Void) throws
}

/// Starts this program again to explore a strategy.
package struct ExplorerProcess: ExplorerRunner {
    private let printed: PrintedTexts?

    /// - Parameter printed: remembers what children print that end by themselves.
    package init(printed: PrintedTexts? = nil) { self.printed = printed }

    package func explore(_ request: ExploreRequest, _ listener: (ExplorationReport) -> Void) throws {
        StackLimit.becomeUsual()
        let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        var launch = ProcessLaunch(
            .path(ProgramPath.current), [ExploreRequest.argument, text],
            deadline: .seconds(request.budget + Self.patience))
        let seal = launch.addChannel()
        launch.variables = .exactly(
            FixedEnvironment.variables(
                // Forks die on purpose; Swift's crash handler would start a debugger each time.
                ["SWIFT_BACKTRACE": "enable=no"], inheriting: ScenarioProcess.inherited,
                besides: launch.arguments))
        var last: ExploreMessage?
        let ended = try launch.run(eachAnswer: { line in
            guard let answer = try? seal.lines(of: line + "\n").first,
                let message = try? JSONDecoder().decode(ExploreMessage.self, from: Data(answer.utf8))
            else { return }
            last = message
            if let report = message.report { listener(report) }
        })
        if let library = last?.loading, !library.isEmpty {
            try LibraryStopped.check(library, ended, failure: last?.failure)
        }
        if let failure = last?.failure { throw CommandStopped("\(request.strategy): \(failure)") }
        guard ended.isSuccess, last?.report?.isOver == true else {
            throw CommandStopped(
                "\(request.strategy): the process that explored it ended early: \(ended.end)")
        }
        printed?.add(PrintedText(ended), by: "explore:\(request.strategy)", of: request.strategy)
    }

    /// Seconds beyond its time in which an exploration ends: a program that hangs has five, and there are three.
    private static let patience = 60.0
}
