import FoundationEssentials
import Subprocess
import SystemPackage

/// A commit, checked out into a folder of its own and built there from nothing.
struct BuiltRevision: Sendable {
    /// The program.
    let program: FilePath
    /// The command that built it.
    let command: String

    /// A commit that cannot be built: one line.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Checks a commit out and builds it.
    ///
    /// - Parameters:
    ///   - revision: what to build.
    ///   - folder: a new folder, which is made.
    ///   - git: the repository.
    ///   - listener: told how far it is.
    /// - Returns: the program, which goes with the folder.
    /// - Throws: `Failure` when it does not build.
    static func build(
        _ revision: Revision, in folder: FilePath, of git: Git, listener: SessionListener
    ) async throws -> BuiltRevision {
        try await git(["worktree", "add", "--detach", "--force", folder.string, revision.commit])
        var platform = PlatformOptions()
        // The compilers that it starts too: Ctrl-C reaches the harness only, which ends them all.
        platform.processGroupID = 0
        platform.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(3))
        ]
        defer { listener(.progressEnded) }
        do {
            let ended = try await Subprocess.run(
                .name("swift"), arguments: Arguments(arguments), environment: ForeignProgram.environment(),
                workingDirectory: folder, platformOptions: platform, input: .none, output: .sequence,
                error: .string(limit: 1 << 26)
            ) { execution in
                var said: [String] = []
                for try await line in execution.standardOutput.strings(bufferingPolicy: .unbounded) {
                    said.append(line)
                    guard line.hasPrefix("[") else { continue }
                    listener(.progress("building \(revision.label)  \(line)"))
                }
                return said
            }
            try Task.checkCancellation()
            guard ended.terminationStatus.isSuccess else {
                let said = ended.standardError.split(separator: "\n").map(String.init) + ended.closureResult
                throw Failure(
                    description: "\(revision.label) does not build: \(firstError(in: said, folder))")
            }
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            throw Failure(description: "swift build cannot be run: \(error)")
        }
        let program = folder.appending(".build/release/bench")
        guard FileManager.default.isExecutableFile(atPath: program.string) else {
            throw Failure(description: "\(revision.label) has no program 'bench'")
        }
        return BuiltRevision(program: program, command: command)
    }

    /// How commits are built.
    static let command = (["swift"] + arguments).joined(separator: " ")

    private static let arguments = ["build", "--configuration", "release", "--product", "bench"]

    private static func firstError(in said: [String], _ folder: FilePath) -> String {
        let line = said.first { $0.contains("error:") } ?? "no error was printed"
        return String(line.replacing(folder.string + "/", with: ""))
    }
}
