import CLibrary
import SystemPackage

/// A point that a program under test reports reaching, and at which the test interrupts it. It is a named
/// pipe: the program writes a line to it and cannot continue until the line is read, so the test is neither
/// too early nor too late.
package struct Checkpoint: Sendable {
    /// The pipe.
    package let path: FilePath

    /// Makes the pipe in a folder.
    package init(in folder: FilePath) throws {
        path = folder.appending("checkpoint")
        guard mkfifo(path.string, 0o600) == 0 else { throw Errno(rawValue: errno) }
    }

    /// What a shell script does to report that it has reached this point.
    package var shellCommand: String { "echo here > '\(path)'" }

    /// Releases every process that still waits at the pipe, on either side, and removes it.
    fileprivate func remove() {
        let end = open(path.string, O_RDWR)
        _ = write(end, "end\n", 4)
        unlink(path.string)
        close(end)
    }
}

extension Program {
    /// Runs it, sends it SIGINT when it has reached a checkpoint a number of times, and waits for its end.
    ///
    /// - Parameters:
    ///   - arguments: its arguments.
    ///   - checkpoint: what it, or one of its children, reports.
    ///   - times: how many reports there are before the signal. The process that makes the next one waits
    ///     until the program has ended.
    ///   - folder: its working folder.
    ///   - environment: variables that differ from the tests' own.
    /// - Returns: how it ended.
    /// - Throws: `DeadlinePassed`, or the reason why it could not be started.
    package func run(
        _ arguments: [String], interruptedAt checkpoint: Checkpoint, times: Int, in folder: FilePath? = nil,
        environment: [String: String?] = [:]
    ) async throws -> Run {
        // A shell waits, since a task of this process may wait long for its turn among the other tests.
        let script = """
            pipe=$1 left=$2
            shift 2
            {
                while [ "$left" -gt 0 ]; do
                    # Opened before the last writer has closed it, the pipe is at its end: once more.
                    read -r line < "$pipe" || { [ -p "$pipe" ] && continue; }
                    [ "$line" = here ] || exit
                    left=$((left - 1))
                done
                kill -INT $$
            } > /dev/null 2>&1 < /dev/null &
            exec "$@"
            """
        defer { checkpoint.remove() }
        return try await Program.shell.run(
            ["-c", script, "sh", checkpoint.path.string, "\(times)", path.string] + arguments, in: folder,
            environment: environment)
    }
}
