import FoundationEssentials
import Processes
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

    /// Far more than the checkout of a large tree takes: git may wait for a lock, or a network file system.
    private static let deadline: Duration = .seconds(300)

    /// Runs git and returns what it wrote, without the line end at its end.
    ///
    /// - Parameters:
    ///   - arguments: after `git -C folder`.
    ///   - environment: variables besides the inherited ones.
    ///   - isCleaningUp: whether it is run after an interruption, too.
    /// - Returns: the text.
    /// - Throws: `Failure`, and `Interrupted` when a signal came.
    @discardableResult
    func callAsFunction(
        _ arguments: [String], environment: [String: String?] = [:], isCleaningUp: Bool = false
    ) throws -> String {
        let command = arguments.first ?? ""
        var launch = ProcessLaunch(
            .named("git"), ["-C", folder.string] + arguments,
            deadline: isCleaningUp ? .seconds(10) : Self.deadline)
        launch.variables = ForeignProgram.environment(environment)
        launch.output = .captured(limit: 1 << 26)
        launch.ignoresInterruption = isCleaningUp
        do {
            let ended = try launch.run()
            if ended.end == .timedOut {
                throw Failure(command: command, reason: "it did not end", remedy: nil)
            }
            guard ended.isSuccess else { throw Failure(command, said: ended.errors) }
            return String(ended.output.reversed().drop(while: \.isNewline).reversed())
        } catch let failure as LaunchFailure {
            var remedy: String?
            if case .notFound = failure { remedy = "apt-get install git" }
            throw Failure(command: command, reason: "\(failure)", remedy: remedy)
        }
    }

    /// What is missing of the history, and how to get it: a clone may be shallow. Nil when all of it is here.
    func cutOff() throws -> String? {
        let isShallow = try? self(["rev-parse", "--is-shallow-repository"]) == "true"
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
