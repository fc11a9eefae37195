import CLibrary
import ChildProtocol
import ForeignStacks
import FoundationEssentials
import Processes
import RealRuntimes

/// A child process that starts a real runtime, makes one callback and says what it is. The runtime's code can do
/// anything to a process, so no other process starts one but those that measure.
package enum RuntimeChild {
    /// First argument of the program when it is started as such a child; what to start follows, as JSON.
    package static let argument = "__runtime"
    /// Seconds after which it counts as hung: a JVM takes one on a slow machine.
    static let deadline = 20

    /// One line of what it says on its channel.
    struct Message: Codable, Sendable {
        /// What it does next, for a line that says what ended it: "while it was started".
        var stage: String?
        /// What the runtime is.
        var description: RuntimeDescription?
        /// Why it cannot be driven, in one line.
        var failure: String?
    }

    /// The request, if the program was started as such a child.
    package static func request(in arguments: [String]) -> String? {
        ChildArguments.request(argument, in: arguments)
    }

    /// Starts the runtime, says what it is and ends the process.
    package static func run(_ text: String) -> Never {
        ChildLimits.confine(seconds: deadline)
        do {
            let before = LoadedLibraries()
            let source = try JSONDecoder().decode(RuntimeSource.self, from: Data(text.utf8))
            ChildChannel.answer(Message(stage: "while it was loaded"))
            let runtime = try DrivenRuntime(source)
            ChildChannel.answer(Message(stage: "while it was started"))
            try runtime.start()
            ChildChannel.answer(Message(stage: "in its first callback"))
            let description = try runtime.description {
                ExtraMappings.present
            } loaded: {
                LoadedLibraries().since(before, without: source.library)
            }
            ChildChannel.answer(Message(description: description))
        } catch {
            ChildChannel.answer(Message(failure: "\(error)"))
        }
        // Without the handlers that the runtime may have registered: some wait for threads.
        fflush(nil)
        _exit(0)
    }
}
