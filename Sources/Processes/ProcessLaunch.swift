import SystemPackage

/// A program to be run to its end, and how.
package struct ProcessLaunch: Sendable {
    /// What is run.
    package enum Executable: Sendable {
        /// A file.
        case path(FilePath)
        /// The first file of that name in the folders of PATH.
        case named(String)
        /// A file that is open and may have no name any more, and what its process is called. The file must
        /// stay open.
        case open(FileDescriptor, name: String)
    }

    /// The environment.
    package enum Variables: Sendable {
        /// This process's own with changes; nil removes a variable.
        case inherited([String: String?])
        /// These and no others.
        case exactly([String: String])
    }

    /// What becomes of what the program writes.
    package enum Stream: Sendable, Equatable {
        /// It is kept. More than `limit` bytes are a failure.
        case captured(limit: Int)
        /// Its first bytes are kept, whatever it is that follows.
        case beginning(limit: Int)
        /// It goes where this process's own goes.
        case inherited
        /// Nobody reads it.
        case discarded
    }

    /// What is run.
    package var executable: Executable
    /// Arguments, without the program's name.
    package var arguments: [String]
    /// The environment.
    package var variables: Variables = .inherited([:])
    /// The working folder; nil for this process's own.
    package var folder: FilePath?
    /// What it reads on standard input: from a file, so that a program that ends early breaks no pipe.
    package var input = ""
    /// Standard output.
    package var output: Stream = .captured(limit: 1 << 24)
    /// Standard error.
    package var errors: Stream = .beginning(limit: 1 << 20)
    /// Whether the program has a pipe as descriptor 3 that is read apart from its output.
    package var hasChannel = false
    /// When it is killed.
    package var deadline: Duration
    /// How long it may take to end by SIGTERM after an interruption, before it is killed.
    package var grace: Duration = .zero
    /// Whether it stops when this process is stopped by SIGTSTP. A child with an alarm does not: it would be late.
    package var stopsWithParent = false
    /// Whether it is run to its end even though there is an interruption: for cleaning up.
    package var ignoresInterruption = false

    /// A program that has until a deadline.
    package init(_ executable: Executable, _ arguments: [String], deadline: Duration) {
        self.executable = executable
        self.arguments = arguments
        self.deadline = deadline
    }
}

/// What a program that was started left behind.
package struct EndedProcess: Sendable {
    /// How a program ends.
    package enum End: Sendable, Equatable {
        /// It exited with a status.
        case exited(Int32)
        /// A signal ended it.
        case signaled(Int32)
        /// It passed its deadline and was killed.
        case timedOut
    }

    /// How it ended.
    package let end: End
    /// What was kept of its standard output.
    package let outputBytes: [UInt8]
    /// What was kept of its standard error.
    package let errors: String
    /// What it wrote to its channel.
    package let channel: String
    /// From before it was started until everything was over.
    package let elapsed: Duration

    /// A process that ended.
    package init(
        end: End, outputBytes: [UInt8] = [], errors: String = "", channel: String = "",
        elapsed: Duration = .zero
    ) {
        self.end = end
        self.elapsed = elapsed
        self.outputBytes = outputBytes
        self.errors = errors
        self.channel = channel
    }

    /// What was kept of its standard output, as text; what is not UTF-8 is replaced.
    package var output: String { String(decoding: outputBytes, as: UTF8.self) }

    /// Whether it exited with 0.
    package var isSuccess: Bool { end == .exited(0) }
}

/// Why a program could not be run: one line.
package enum LaunchFailure: Error, CustomStringConvertible {
    /// There is no such program on the PATH.
    case notFound(String)
    /// The system refused.
    case refused(String, Errno)
    /// It wrote more than the reader takes.
    case tooMuch(String, limit: Int)

    package var description: String {
        switch self {
        case .notFound(let name): "there is no \(name) on the PATH"
        case .refused(let name, let error):
            "\(name) cannot be started: \(error)\(error.limitAdvice.map { ": \($0)" } ?? "")"
        case .tooMuch(let name, let limit): "\(name) wrote more than \(limit >> 20) MiB"
        }
    }
}

extension Errno {
    /// What to do where a limit of the process is the reason; nil where it is not.
    package var limitAdvice: String? {
        switch self {
        case .tooManyOpenFiles: "raise the limit of open files (ulimit -n)"
        case .resourceTemporarilyUnavailable: "raise the limit of processes (ulimit -u)"
        case .noMemory: "raise the limit of memory (ulimit -v), or free some"
        case .argListTooLong: "the environment is too large for the limit of the stack (ulimit -s)"
        default: nil
        }
    }
}
