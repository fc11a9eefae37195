import Subprocess

/// This program, started again for one task, directly or under a tool.
struct FreshProcess {
    /// How it ended.
    let status: TerminationStatus
    /// What it wrote on standard output.
    let output: String
    /// What it wrote on standard error.
    let errors: String
    /// Whether it was killed because it took too long.
    let isHung: Bool

    /// Starts the program, or a tool that starts it, and waits for its end, but not past the deadline. A
    /// cancelled task kills the child.
    static func run(
        _ arguments: [String], executable: Executable = .path(ProgramPath.current),
        environment: Subprocess.Environment, deadline: Int
    ) async throws -> FreshProcess {
        try await withThrowingTaskGroup(of: FreshProcess?.self) { group in
            group.addTask { try await start(arguments, executable, environment) }
            // The child has an alarm too, but it may have blocked signals, or be stopped.
            group.addTask {
                try await Task.sleep(for: .seconds(deadline + 2))
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let ended = first else {
                group.cancelAll()
                return FreshProcess(
                    status: .signaled(Signal.kill.rawValue), output: "", errors: "", isHung: true)
            }
            try Task.checkCancellation()
            return ended
        }
    }

    private static func start(
        _ arguments: [String], _ executable: Executable, _ environment: Subprocess.Environment
    ) async throws -> FreshProcess {
        var options = PlatformOptions()
        options.processGroupID = 0  // Ctrl-C reaches only the harness, which then ends the child
        let ended = try await Subprocess.run(
            executable, arguments: Arguments(arguments), environment: environment,
            platformOptions: options,
            output: .string(limit: 1 << 24), error: .string(limit: 1 << 24))
        return FreshProcess(
            status: ended.terminationStatus, output: ended.standardOutput,
            errors: ended.standardError,
            isHung: ended.terminationStatus == .signaled(Signal.alarm.rawValue))
    }
}
