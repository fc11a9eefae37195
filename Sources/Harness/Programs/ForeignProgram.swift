import Processes

/// Programs of the system whose output is read: perf, git, valgrind, swift.
enum ForeignProgram {
    /// The variables that they get besides the inherited ones: messages in English and numbers with a decimal
    /// point, whatever the user's locale is. perf writes `0,44` for 0.44 in others.
    static let locale = ["LC_ALL": "C"]

    /// The environment that they are started with.
    ///
    /// - Parameter changes: variables besides; nil removes one.
    /// - Returns: the environment.
    static func environment(_ changes: [String: String?] = [:]) -> ProcessLaunch.Variables {
        .inherited(locale.mapValues(Optional.some).merging(changes) { $1 })
    }
}
