import FoundationEssentials
import Processes
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
    ///   - temporary: the folder for what SwiftPM writes to TMPDIR (locks, files of compilers), which it leaves
    ///     there when it is killed.
    ///   - git: the repository.
    ///   - listener: told how far it is.
    /// - Returns: the program, which goes with the folder.
    /// - Throws: `Failure` when it does not build.
    static func build(
        _ revision: Revision, in folder: FilePath, temporary: FilePath, of git: Git,
        listener: SessionListener
    ) throws -> BuiltRevision {
        try git(["worktree", "add", "--detach", "--force", folder.string, revision.commit])
        var launch = ProcessLaunch(.named("swift"), arguments, deadline: deadline)
        launch.variables = ForeignProgram.environment(["TMPDIR": temporary.string])
        launch.folder = folder
        launch.stopsWithParent = true
        launch.output = .captured(limit: 1 << 26)
        defer { listener(.progressEnded) }
        do {
            let ended = try launch.run { line in
                guard line.hasPrefix("[") else { return }
                listener(.progress("building \(revision.label)  \(line)"))
            }
            if ended.end == .timedOut {
                throw Failure(description: "\(revision.label) does not build: it took more than an hour")
            }
            guard ended.isSuccess else {
                let said = (ended.errors + "\n" + ended.output).split(separator: "\n").map(String.init)
                throw Failure(
                    description: "\(revision.label) does not build: \(firstError(in: said, folder))")
            }
        } catch let error as LaunchFailure {
            throw Failure(description: "\(revision.label) does not build: \(error)")
        }
        let program = folder.appending(".build/release/bench")
        guard FileManager.default.isExecutableFile(atPath: program.string) else {
            throw Failure(description: "\(revision.label) has no program 'bench'")
        }
        return BuiltRevision(program: program, command: command)
    }

    /// Builds from nothing take 2 to 6 minutes on two CPUs.
    private static let deadline: Duration = .seconds(3600)

    /// How commits are built.
    static let command = (["swift"] + arguments).joined(separator: " ")

    /// Each function is in a section of its own, so that a linker can put them in any order.
    private static let arguments =
        ["build", "--configuration", "release", "--product", "bench"]
        + ["-Xswiftc", "-Xfrontend", "-Xswiftc", "-function-sections", "-Xcc", "-ffunction-sections"]

    private static func firstError(in said: [String], _ folder: FilePath) -> String {
        let line = said.first { $0.contains("error:") } ?? "no error was printed"
        return String(line.replacing(folder.string + "/", with: ""))
    }
}
