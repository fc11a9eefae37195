import CLibrary
import CScenarioActions
import ForeignStacks
import FoundationEssentials
import RealRuntimes

/// A child process that plays one scenario with a real runtime, and writes evidence to its channel as it goes. If
/// the runtime dies, so does the process, and the parent judges what was reported.
public enum RuntimeScenarioChild {
    /// The request, if this program was started as such a child.
    public static func request(in arguments: [String]) -> String? {
        guard arguments.count == 3, arguments[1] == RuntimeScenarioRequest.argument else { return nil }
        return arguments[2]
    }

    /// Plays the requested scenario and ends the process.
    public static func run(_ text: String) -> Never {
        guard
            let request = try? JSONDecoder().decode(RuntimeScenarioRequest.self, from: Data(text.utf8)),
            let scenario = RuntimeScenarioCatalogue.all.first(where: { $0.name == request.scenario })
        else { ScenarioChild.die("not a request that this program knows: \(text)") }
        ScenarioChild.confine(seconds: request.deadline)
        do {
            let runtime = try DrivenRuntime(request.runtime)
            let stage = RuntimeStage(runtime)
            // Like a program, which starts it on the main thread if it can.
            if runtime.isOnAnyThread { try runtime.start() }
            switch scenario.place {
            case .mainThread: play(scenario, on: stage)
            case .pthread: try NativeThread.run { play(scenario, on: stage) }
            }
            stage.report { $0.done = true }
        } catch {
            EvidenceLine { $0.failure = "\(error)" }.write()
        }
        // Without the handlers that the runtime may have registered: some wait for its threads.
        fflush(nil)
        _exit(0)
    }

    private static func play(_ scenario: RuntimeScenario, on stage: RuntimeStage) {
        do {
            try stage.enter()
        } catch {
            stage.report { $0.failure = "\(error)" }
            return
        }
        stage.reportErrors { () throws(StagingError) in try scenario.play(stage) }
    }
}
