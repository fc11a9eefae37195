import FoundationEssentials

/// Environments that are the same for everyone, filled up so that arguments and environment always take the
/// same room: the main thread's stack then begins at one distance from the top, whoever starts the program.
enum FixedEnvironment {
    /// A variable that is there for its size.
    static let padding = "BENCH_STACK_PADDING"
    private static let room = 16 * 1024

    /// The variables of a program.
    ///
    /// - Parameters:
    ///   - variables: with these values.
    ///   - names: with the values that they have, if they have any.
    ///   - texts: arguments and what else lies beside the environment.
    /// - Returns: them and the padding.
    static func variables(
        _ variables: [String: String], inheriting names: [String],
        besides texts: [String]
    ) -> [String: String] {
        var variables = variables
        for name in names {
            if let value = ProcessInfo.processInfo.environment[name] {
                variables[name] = value
            }
        }
        let used =
            texts.reduce(0) { $0 + $1.utf8.count + 1 }
            + variables.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count + 2 }
        variables[padding] = String(repeating: "x", count: (room - used % room) % room)
        return variables
    }
}
