/// What was asked for is not there: one line that names it. The command ends with `ExitStatus.usage`.
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
    /// A verdict or a cost is not what it was.
    package static let deviation: Int32 = 3
}

/// A command ends before it is done, for a reason of one line.
package struct CommandStopped: Error, CustomStringConvertible {
    package let description: String
    /// What the process exits with.
    package let exitStatus: Int32

    package init(_ description: String, exitStatus: Int32 = ExitStatus.failure) {
        self.description = description
        self.exitStatus = exitStatus
    }
}
