public import ChildProtocol
import ForeignStacks

/// A situation in which C calls a real runtime back, with a known truth about its stacks.
public struct RuntimeScenario: Sendable {
    /// What a scenario asks of a runtime besides callbacks.
    public enum Need: Sendable {
        /// That threads call back which it was not started on.
        case otherThreads
        /// That callbacks call out to C.
        case callsOut
        /// That callbacks recurse in the runtime's own code.
        case recursion
    }

    /// Name, with the family before a slash: `runtime/nested`.
    public let name: String
    /// What happens, in one line.
    public let summary: String
    /// How it is set up and which callbacks are made.
    public let setUp: String
    /// What is known about the room of each callback.
    public let truth: String
    /// Where the problem was seen.
    public let source: String
    /// Where it runs.
    public let place: Scenario.Place
    let needs: [Need]
    /// Why it cannot run here, or nil.
    public let unavailability: @Sendable () -> String?
    let play: @Sendable (RuntimeStage) throws(StagingError) -> Void

    init(
        _ name: String, _ summary: String, setUp: String, truth: String, source: String,
        needs: [Need] = [], on place: Scenario.Place = .pthread,
        unavailability: @escaping @Sendable () -> String? = { nil },
        play: @escaping @Sendable (RuntimeStage) throws(StagingError) -> Void
    ) {
        self.name = "runtime/" + name
        self.summary = summary
        self.setUp = setUp
        self.truth = truth
        self.source = source
        self.needs = needs
        self.place = place
        self.unavailability = unavailability
        self.play = play
    }

    /// Why it cannot be played with a runtime, in a few words, or nil.
    public func unavailability(for runtime: RuntimeDescription) -> String? {
        for need in needs {
            switch need {
            case .otherThreads where !runtime.isOnAnyThread:
                return "only the thread that started it can call back"
            case .callsOut where !runtime.callsOut: return "its callbacks do not call out to C"
            case .recursion where !runtime.recurses: return "its callbacks do not recurse"
            default: break
            }
        }
        return unavailability()
    }
}
