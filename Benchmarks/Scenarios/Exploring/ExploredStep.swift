/// A step of an explored program.
public enum ExploredStep: Hashable, Sendable {
    /// C calls back, and the callback uses 2 KiB and returns.
    case callBack
    /// The same from frames that are 7 KiB deeper.
    case callBackDeeper
    /// C calls back, and the callback recurses without end: the last step.
    case overflow
    /// C calls back, and the callback calls out to C, which takes the steps that follow.
    case open
    /// C returns to the callback that was opened last on this stack, which uses 2 KiB more and returns.
    case close
    /// C jumps out of that callback, which never returns.
    case longjmp
    /// C goes on on another stack, where it left off. The runtime is told of the switch, and of the stack if
    /// it is new, unless the program forgets to.
    case switchTo(ExploredPlace, forgets: Forgetting = [])
    /// The coroutine on a stack has ended: the stack is freed, another one is mapped with the same top, and C
    /// is on the thread's own.
    case remap(ExploredPlace, forgets: Forgetting = [])
    /// The other of two threads goes on, where it left off.
    case otherThread
    /// The second thread exits, and the first goes on.
    case exitThread
    /// The second thread exits in the middle of the callbacks that it has open (pthread_exit), and the first goes
    /// on.
    case exitInside
    /// A handler on the program's signal stack calls back.
    case signal
    /// The process forks, and the child goes on.
    case fork

    /// What a program that cooperates would have told the runtime.
    public struct Forgetting: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: UInt8
        /// A set from its bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// That a stack exists, or is gone.
        public static let registering = Forgetting(rawValue: 1)
        /// That it switches.
        public static let notifying = Forgetting(rawValue: 2)

        fileprivate var text: String {
            (contains(.registering) ? ", unregistered" : "") + (contains(.notifying) ? ", unannounced" : "")
        }
    }

    /// Whether it makes a callback, or goes on in one, so that something can be seen.
    var isObservation: Bool {
        switch self {
        case .callBack, .callBackDeeper, .overflow, .open, .close, .signal: true
        default: false
        }
    }

    /// Whether it makes a callback.
    var makesCallback: Bool { isObservation && self != .close }
}

extension ExploredStep: LosslessStringConvertible {
    /// Its line in a program.
    public var description: String {
        switch self {
        case .callBack: "call back"
        case .callBackDeeper: "call back from 7 KiB deeper"
        case .overflow: "call back and overflow the stack"
        case .open: "call back, which calls out to C:"
        case .close: "return to the callback"
        case .longjmp: "longjmp out of the callback"
        case .switchTo(let place, let forgets): "switch to the \(place.name) stack\(forgets.text)"
        case .remap(let place, let forgets): "free and remap the \(place.name) stack\(forgets.text)"
        case .otherThread: "go on on the other thread"
        case .exitThread: "exit this thread"
        case .exitInside: "exit this thread inside the callback"
        case .signal: "call back from a signal handler"
        case .fork: "go on in a fork"
        }
    }

    /// Reads a line of a program.
    public init?(_ text: String) {
        guard let step = Self.byText[text] else { return nil }
        self = step
    }

    private static let byText = Dictionary(uniqueKeysWithValues: all.map { ($0.description, $0) })

    /// Every step that there is.
    static let all: [ExploredStep] = {
        let places = [.own] + ExploredPlace.foreign
        let forgettings = (0..<4).map(Forgetting.init(rawValue:))
        return [
            .callBack, .callBackDeeper, .overflow, .open, .close, .longjmp, .otherThread, .exitThread,
            .exitInside, .signal, .fork,
        ]
            + places.flatMap { place in forgettings.map { .switchTo(place, forgets: $0) } }
            + ExploredPlace.foreign.flatMap { place in forgettings.map { .remap(place, forgets: $0) } }
    }()
}

extension ExploredStep {
    /// Whether steps are a program that can be explored.
    public static func isProgram(_ steps: [ExploredStep]) -> Bool {
        ProgramState.isProgram(steps, Cooperation(isNotified: true, isRegistered: true))
    }
}
