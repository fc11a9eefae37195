import Subprocess
import SystemPackage

/// git, in the tree that a folder lies in.
struct Git: Sendable {
    /// The folder that it is run in.
    let folder: FilePath

    /// What git said when it failed: its first line.
    struct Failure: Error, CustomStringConvertible {
        let description: String
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
        do {
            let ended = try await Subprocess.run(
                .name("git"), arguments: Arguments(["-C", folder.string] + arguments),
                environment: .inherit.updating(environment), output: .string(limit: 1 << 24),
                error: .string(limit: 1 << 16))
            try Task.checkCancellation()
            guard ended.terminationStatus.isSuccess else {
                throw Failure(description: Self.reason(ended.standardError))
            }
            let text = ended.standardOutput
            return String(text.reversed().drop(while: \.isNewline).reversed())
        } catch is SubprocessError {
            try Task.checkCancellation()
            throw Failure(description: "git could not be run")
        }
    }

    private static func reason(_ said: String) -> String {
        let lines = said.split(separator: "\n")
        let line = lines.first { $0.hasPrefix("fatal:") || $0.hasPrefix("error:") } ?? lines.first
        return "git: \(line ?? "failed")"
    }
}
