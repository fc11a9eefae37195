import FoundationEssentials
import Subprocess
import SystemPackage

/// git, in the tree that a folder lies in.
struct Git: Sendable {
    /// The folder that it is run in.
    let folder: FilePath

    /// Why git did not do what it was asked for, in its own words, on one line.
    struct Failure: Error, CustomStringConvertible {
        /// The command of git.
        let command: String
        /// git's own words.
        let reason: String
        /// What to do about it, where that is known.
        let remedy: String?

        var description: String { "git \(command): \(reason)\(remedy.map { ": \($0)" } ?? "")" }
    }

    /// Runs git and returns what it wrote, without the line end at its end.
    ///
    /// - Parameters:
    ///   - arguments: after `git -C folder`.
    ///   - environment: variables besides the inherited ones.
    /// - Returns: the text.
    /// - Throws: `Failure`, and `CancellationError` when the task is cancelled.
    @discardableResult
    func callAsFunction(
        _ arguments: [String], environment: [Environment.Key: String?] = [:]
    ) async throws -> String {
        let command = arguments.first ?? ""
        do {
            let ended = try await Subprocess.run(
                .name("git"), arguments: Arguments(["-C", folder.string] + arguments),
                environment: ForeignProgram.environment(environment), output: .string(limit: 1 << 24),
                error: .string(limit: 1 << 16))
            try Task.checkCancellation()
            guard ended.terminationStatus.isSuccess else {
                throw Failure(command, said: ended.standardError)
            }
            let text = ended.standardOutput
            return String(text.reversed().drop(while: \.isNewline).reversed())
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            guard error.code == .executableNotFound else {
                throw Failure(command: command, reason: "\(error)", remedy: nil)
            }
            throw Failure(
                command: command, reason: "there is no git on the PATH", remedy: "apt-get install git")
        }
    }

    /// What is missing of the history, and how to get it: a clone may be shallow. Nil when all of it is here.
    func cutOff() async throws -> String? {
        let isShallow = try? await self(["rev-parse", "--is-shallow-repository"]) == "true"
        try Task.checkCancellation()
        return isShallow == true
            ? "this clone is shallow, so the history is cut off: git fetch --unshallow" : nil
    }

    /// Where the folder is, for people.
    var place: String { folder == "." ? FileManager.default.currentDirectoryPath : folder.string }
}

extension Git.Failure {
    /// What git wrote on standard error, in the C locale: the first line that says why, and the command that it
    /// advises where it has one.
    init(_ command: String, said text: String) {
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            String(line.drop(while: \.isWhitespace))
        }
        let kinds = ["fatal: ", "error: "]
        let line =
            lines.first { line in kinds.contains { line.hasPrefix($0) } }
            ?? lines.first { !$0.hasPrefix("warning: ") && !$0.hasPrefix("hint: ") } ?? "it does not say why"
        let kind = kinds.first { line.hasPrefix($0) } ?? ""
        let reason = String(line.dropFirst(kind.count))
        let advice = lines.first { $0.hasPrefix("git config --global --add safe.directory") }
        self.init(
            command: command, reason: reason,
            remedy: reason.hasPrefix("not a git repository") ? "go to a clone of the repository" : advice)
    }

    /// Whether git says no more than that a name stands for nothing.
    var isUnknownName: Bool { reason == "Needed a single revision" }
}
