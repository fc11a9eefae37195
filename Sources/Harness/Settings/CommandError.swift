import Processes

/// The request cannot be carried out: one line that says why. The command ends with `ExitStatus.usage`.
package struct UsageError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// The exit statuses of the program.
package enum ExitStatus {
    /// Done.
    package static let done: Int32 = 0
    /// It failed.
    package static let failure: Int32 = 1
    /// The command line or an input file is wrong.
    package static let usage: Int32 = 2
    /// A verdict or a cost has become worse or differs from the record.
    package static let deviation: Int32 = 3
}

/// A command ends before it is done; the reason is one line, or empty when it has been said.
package struct CommandStopped: Error, CustomStringConvertible {
    package let description: String
    /// The exit status of the process.
    package let exitStatus: Int32

    package init(_ description: String, exitStatus: Int32 = ExitStatus.failure) {
        self.description = description
        self.exitStatus = exitStatus
    }

    /// Does something of which nothing is kept when a signal ends it.
    ///
    /// - Throws: `CommandStopped` with the signal's exit status; what the body throws otherwise.
    static func onInterruption<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try Interruption.guarding(body)
        } catch let interruption as Interrupted {
            throw CommandStopped("interrupted", exitStatus: interruption.exitStatus)
        }
    }

    /// A program that this one started has said why, on the same standard error.
    static let alreadySaid = CommandStopped("")
}
