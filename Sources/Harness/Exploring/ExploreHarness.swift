import BenchResults
import CLibrary
import CallbackRuntime
import Processes
import Scenarios
import Statistics

/// Carries out `bench explore`.
package struct ExploreHarness: Sendable {
    /// A result, and the exit status of a command that a signal cut short, if one did.
    package typealias Explored = (result: ExploreResult, interruption: Int32?)

    private let settings: ExploreSettings
    private let strategies: [StrategyDescription]
    private let runner: any ExplorerRunner
    private let printed = PrintedTexts()
    private let listener: SessionListener

    /// - Throws: `UsageError` for unknown names and impossible numbers.
    package init(
        _ settings: ExploreSettings, runner: (any ExplorerRunner)? = nil, listener: @escaping SessionListener
    ) throws {
        try settings.check()
        self.settings = settings
        self.listener = listener
        strategies = try settings.strategies.strategies(try settings.strategies.plugIns(listener))
        self.runner = runner ?? ExplorerProcess(printed: printed)
    }

    /// Explores each strategy in turn.
    ///
    /// - Returns: what was found; a signal cuts it short, and nothing is lost.
    package func explore() throws -> Explored {
        let provenance = Provenance.now(strategyLibraries: settings.strategies.libraries)
        var explorations: [ExploreResult.Exploration] = []
        var interruption: Interrupted?
        defer {
            listener(.progressEnded)
            for note in printed.takeNotes() { listener(.note(note)) }
        }
        for strategy in strategies where interruption == nil {
            var last = ExplorationReport(depth: settings.depth)
            do {
                try Interruption.guarding {
                    try runner.explore(request(strategy)) { report in
                        last = report
                        listener(.progress("\(strategy.name)  \(report.progress)"))
                    }
                }
            } catch let signal as Interrupted {
                interruption = signal
                last.stopped = signal.reason
            } catch let error as LibraryStopped {
                throw CommandStopped("\(error)")
            }
            explorations.append(ExploreResult.Exploration(last, of: strategy))
        }
        let result = ExploreResult(
            provenance: provenance.endedNow, seed: UInt64(settings.seed), body: settings.body,
            depth: settings.depth, budget: settings.budget, explorations: explorations)
        return (result, interruption?.exitStatus)
    }

    private func request(_ strategy: StrategyDescription) -> ExploreRequest {
        var random = SeededGenerator(seed: UInt64(settings.seed), stream: "explore")
        return ExploreRequest(
            strategy: strategy.name,
            // Nobody else runs the code of a library.
            strategyLibraries: settings.strategies.libraries.filter { $0 == strategy.source },
            body: settings.body, depth: settings.depth, longer: settings.longer, budget: settings.budget,
            seed: random.next(), width: Self.width)
    }

    /// One more than there are CPUs, so that none waits while an outcome is judged.
    private static var width: Int { min(8, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) + 1 }
}

extension ExplorationReport {
    fileprivate var progress: String {
        let place = longer > 0 ? "\(longer) longer sequences" : "sequences of \(completeDepth + 1) steps"
        let causes = groups.count == 1 ? "1 cause" : "\(groups.count) causes"
        return "\(place), \(total) in all, \(causes) of faults, \(Int(seconds)) s"
    }
}

extension ExploreResult.Exploration {
    init(_ report: ExplorationReport, of strategy: StrategyDescription) {
        self.init(
            strategy: BenchResult.Strategy(strategy), completeDepth: report.completeDepth,
            sequences: report.programs, unfinished: report.unfinished, longer: report.longer,
            longest: report.longest, total: report.total, seconds: report.seconds, stopped: report.stopped,
            causes: report.groups.map { group in
                ExploreResult.Cause(
                    fault: group.cause.kind.rawValue, cause: group.cause.summary, stacks: group.places,
                    program: group.program, reason: group.reason, sequences: group.programs)
            })
    }
}
