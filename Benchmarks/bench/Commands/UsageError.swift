/// The command line asks for something that is not there: one line that names it, exit status 2.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// The exit statuses of the program.
enum ExitStatus {
    /// Done.
    static let done: Int32 = 0
    /// It failed.
    static let failure: Int32 = 1
    /// The command line or an input file is wrong.
    static let usage: Int32 = 2
}
