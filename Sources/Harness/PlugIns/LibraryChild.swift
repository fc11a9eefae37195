import BoundsStrategies
import CLibrary
import CallbackRuntime
import FoundationEssentials
import Processes

/// A child process that loads a strategy library and says what it has. Its code can do anything to a process
/// that loads it, so no other process does but those that measure.
package enum LibraryChild {
    /// First argument of the program when it is started as such a child; the library's path follows.
    package static let argument = "__library"
    /// Seconds after which it counts as hung.
    static let deadline = 10

    /// The path of the library, if the program was started as such a child.
    package static func path(in arguments: [String]) -> String? {
        ChildArguments.request(argument, in: arguments)
    }

    /// Looks at a library and ends the process.
    package static func run(_ path: String) -> Never {
        ChildLimits.confine(seconds: deadline)
        do {
            ChildChannel.answer(LibraryMessage(stage: .loading))
            let table = try StrategyLibrary.open(path)
            ChildChannel.answer(LibraryMessage(stage: .reading))
            let strategies = try StrategyLibrary.strategies(of: table, from: path)
            ChildChannel.answer(LibraryMessage(stage: .leaving, strategies: strategies.map(\.description)))
        } catch {
            ChildChannel.answer(LibraryMessage(failure: error.description))
        }
        exit(0)
    }
}
