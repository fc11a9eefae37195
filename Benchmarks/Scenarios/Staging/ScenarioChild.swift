import CLibrary
import CScenarioActions
public import CallbackRuntime
import ForeignStacks
import FoundationEssentials
import SystemPackage

/// A scenario's child process: runs one scenario with one strategy, and writes evidence to its channel as it
/// goes. If the strategy dies, so does the process, and the parent judges what was reported.
public enum ScenarioChild {
    /// The request, if this program was started as a scenario's child.
    public static func request(in arguments: [String]) -> String? {
        guard arguments.count == 3, arguments[1] == ScenarioRequest.argument else { return nil }
        return arguments[2]
    }

    /// Runs the requested scenario and ends the process.
    ///
    /// - Parameters:
    ///   - text: the request.
    ///   - named: finds the requested strategy.
    ///   - random: makes the source of randomness from the request's seed.
    public static func run(
        _ text: String, strategy named: (ScenarioRequest) throws -> BoundsStrategy,
        random: (UInt64) -> any RandomNumberGenerator
    ) -> Never {
        guard let request = try? JSONDecoder().decode(ScenarioRequest.self, from: Data(text.utf8)),
            request.version == ScenarioRequest.currentVersion,
            let scenario = request.wanted
        else { die("not a request that this program knows: \(text)") }
        confine(seconds: request.deadline)
        let strategy: BoundsStrategy
        do {
            strategy = try named(request)
        } catch {
            die("\(error)")
        }
        let stage = Stage(strategy: strategy, body: request.body, random: random(request.seed))
        if let reason = scenario.unavailability() {
            stage.report { $0.unavailable = reason }
        } else {
            perform(scenario, on: stage)
            sbs_evidence_lost_stacks(0)
            sbs_evidence_lost(SBS_LOST_WORK, sbs_deferred_work())
        }
        stage.report { $0.done = true }
        exit(0)
    }

    /// Tells the parent process that the code of a strategy library runs next, or, by an empty path, that all
    /// are loaded.
    public static func isLoading(library path: String) { EvidenceLine { $0.loading = path }.write() }

    private static func perform(_ scenario: Scenario, on stage: Stage) {
        do {
            try CallbackRuntime.start(stage.strategy)
            sbs_evidence_report_faults()
            switch scenario.place {
            case .mainThread:
                play(scenario, on: stage)
            case .pthread: try NativeThread.run { play(scenario, on: stage) }
            }
        } catch {
            stage.report { $0.failure = "\(error)" }
        }
    }

    private static func play(_ scenario: Scenario, on stage: Stage) {
        stage.reportErrors { () throws(StagingError) in try scenario.play(stage) }
    }

    /// No core files from strategies that abort, no child that outlives its deadline, and stacks that do not
    /// depend on the limit of whoever started it.
    static func confine(seconds deadline: UInt32?) {
        ThreadStack.becomeUsual()
        var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
        if let deadline { alarm(deadline) }
    }

    /// Says why and ends the process as one that was not asked properly.
    static func die(_ reason: String) -> Never {
        _ = try? FileDescriptor.standardError.writeAll((reason + "\n").utf8)
        exit(1)
    }
}
