import CLibrary
import CProcesses
import CScenarioActions
public import CallbackRuntime
import ForeignStacks
import FoundationEssentials

/// A process that explores a strategy, in forks of itself, and reports what it finds on its channel.
public enum ExploreChild {
    /// The request, if this program was started as one.
    public static func request(in arguments: [String]) -> String? {
        guard arguments.count == 3, arguments[1] == ExploreRequest.argument else { return nil }
        return arguments[2]
    }

    /// Explores and ends the process.
    ///
    /// - Parameters:
    ///   - text: the request.
    ///   - named: finds the strategy.
    ///   - random: makes the source of randomness from the request's seed.
    public static func run(
        _ text: String, strategy named: (ExploreRequest) throws -> BoundsStrategy,
        random: (UInt64) -> any RandomNumberGenerator
    ) -> Never {
        do {
            let request = try JSONDecoder().decode(ExploreRequest.self, from: Data(text.utf8))
            ScenarioChild.confine(seconds: nil)
            let strategy = try named(request)
            try explore(request, strategy, random(request.seed))
        } catch {
            ExploreMessage.write(ExploreMessage(failure: "\(error)"))
            exit(1)
        }
        exit(0)
    }

    private static func explore(
        _ request: ExploreRequest, _ strategy: BoundsStrategy, _ random: any RandomNumberGenerator
    ) throws {
        let arena = try StackArena()
        try CallbackRuntime.start(strategy)
        sbs_evidence_report_faults()
        var failure: (any Error)?
        try ThreadOnStack.run(on: arena.own) {
            do {
                sbs_evidence_use_signal_stack()
                let runner = try ForkedPrograms(arena, body: request.body, width: request.width)
                let start = ContinuousClock.now
                let exploration = Exploration(
                    Exploration.Settings(
                        depth: request.depth, longer: request.longer, budget: .seconds(request.budget),
                        cooperation: Cooperation(strategy)),
                    runner, random: random, elapsed: { ContinuousClock.now - start },
                    listener: { ExploreMessage.write(ExploreMessage(report: $0)) })
                _ = try exploration.run()
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }
}

/// A line that an exploring process writes: one of these.
public struct ExploreMessage: Codable, Sendable {
    /// What was found so far.
    public var report: ExplorationReport?
    /// Why it cannot go on.
    public var failure: String?
    /// The strategy library whose code runs next; empty when all are loaded.
    public var loading: String?

    /// A message, of which one part is there.
    public init(report: ExplorationReport? = nil, failure: String? = nil, loading: String? = nil) {
        (self.report, self.failure, self.loading) = (report, failure, loading)
    }

    /// Writes a message to the channel.
    public static func write(_ message: ExploreMessage) {
        guard var data = try? JSONEncoder().encode(message) else { return }
        data.append(UInt8(ascii: "\n"))
        data.withUnsafeBytes { sbs_channel_write($0.bindMemory(to: CChar.self).baseAddress!, $0.count) }
    }
}
