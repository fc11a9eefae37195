import FoundationEssentials
import Subprocess
import SystemPackage

/// A program that tests start: ours, as the build made it, or one that the machine has.
package struct Program: Sendable {
    /// Where it is.
    package let path: FilePath

    /// The program that the package is for.
    package static let bench = Program(path: built.appending("bench"))
    /// The child process of the tests of scenarios.
    package static let scenarioTestChild = Program(path: built.appending("scenario-test-child"))
    /// What gives damaged documents to everything that reads files.
    package static let readerFuzz = Program(path: built.appending("reader-fuzz"))
    /// The shell.
    package static let shell = Program(path: "/bin/sh")

    /// The folder of the test bundle, where the build puts programs and object files, too.
    package static let built: FilePath = {
        let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return FilePath(tests ?? CommandLine.arguments[0]).removingLastComponent()
    }()

    /// A program at a path.
    package init(path: FilePath) { self.path = path }

    /// The first of some programs that is in a folder of `PATH`, or nil.
    package init?(named names: String...) {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let paths = names.flatMap { name in folders.map { FilePath(String($0)).appending(name) } }
        let found = paths.first { FileManager.default.isExecutableFile(atPath: $0.string) }
        guard let found else { return nil }
        path = found
    }

    /// How a run ended, and what the program wrote.
    package struct Run: Sendable {
        /// How it ended.
        package let status: Status
        /// Its standard output.
        package let output: String
        /// Its standard error.
        package let errors: String

        /// Lines on standard error.
        package var complaints: [Substring] { errors.split(separator: "\n") }
    }

    /// How a process ended.
    package enum Status: Sendable, Equatable {
        /// With an exit status.
        case exited(Int32)
        /// By a signal.
        case signaled(Int32)
    }

    /// A program that was killed because it did not end by itself.
    package struct DeadlinePassed: Error, CustomStringConvertible {
        /// The program and its arguments.
        package let description: String
    }

    /// Runs it and waits for its end.
    package func run(_ arguments: String..., in folder: FilePath? = nil) async throws -> Run {
        try await run(arguments, in: folder)
    }

    /// Runs it and waits for its end.
    ///
    /// - Parameters:
    ///   - arguments: its arguments.
    ///   - folder: its working folder; the tests' own if nil.
    ///   - environment: variables that differ from the tests' own; nil removes one.
    ///   - inheritsEnvironment: whether it has the tests' variables at all.
    ///   - input: its standard input.
    ///   - deadline: when it is killed. Far longer than any run takes, however busy the machine: only a hung
    ///     program reaches it.
    /// - Returns: how it ended.
    /// - Throws: `DeadlinePassed`, or the reason why it could not be started.
    package func run(
        _ arguments: [String], in folder: FilePath? = nil, environment: [String: String?] = [:],
        inheritsEnvironment: Bool = true, input: String = "", deadline: Duration = .seconds(900)
    ) async throws -> Run {
        try await withThrowingTaskGroup(of: Run.self) { group in
            group.addTask {
                let ended = try await Subprocess.run(
                    .path(path), arguments: Arguments(arguments),
                    environment: Self.environment(environment, inheritsEnvironment),
                    workingDirectory: folder, input: .string(input),
                    output: .string(limit: 1 << 26), error: .string(limit: 1 << 24))
                return Run(
                    status: Status(ended.terminationStatus), output: ended.standardOutput,
                    errors: ended.standardError)
            }
            group.addTask {
                try await Task.sleep(for: deadline)
                throw DeadlinePassed(
                    description: "\(path) \(arguments) was ended since it ran for more than \(deadline)")
            }
            // Cancelling the other task kills the program.
            defer { group.cancelAll() }
            return try await group.next()!
        }
    }

    private static func environment(_ changes: [String: String?], _ inherits: Bool) -> Environment {
        func key(_ name: String) -> Environment.Key { Environment.Key(stringLiteral: name) }
        if inherits {
            // Children die on purpose; Swift's crash handler would start a debugger each time.
            return .inherit.updating(["SWIFT_BACKTRACE": "enable=no"])
                .updating(Dictionary(uniqueKeysWithValues: changes.map { (key($0), $1) }))
        }
        return .custom(
            Dictionary(uniqueKeysWithValues: changes.compactMapValues { $0 }.map { (key($0), $1) }))
    }
}

extension Program.Status {
    fileprivate init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .exited(Int32(code))
        case .signaled(let signal): self = .signaled(Int32(signal))
        }
    }
}
