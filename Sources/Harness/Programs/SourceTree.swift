import BenchResults
import MachineInspection

/// The commit of the tree that this program lies in, as git tells it when it runs: the build folder is in
/// the tree. A program that was copied out of it has none.
enum SourceTree {
    /// What a program is built from: changes elsewhere do not make a tree dirty.
    static let sources = [":/Package.swift", ":/Sources", ":/Benchmarks"]

    static func capture() async -> Provenance.Source {
        let git = Git(folder: ProgramPath.folder)
        let commit = await reading { try await git(["rev-parse", "HEAD"]) }
        let isDirty = await reading {
            try await !git(["status", "--porcelain", "--"] + sources).isEmpty
        }
        return Provenance.Source(commit: commit, isDirty: isDirty)
    }

    /// The commits up to the tree's own, each with its place in the history, older first; empty when git
    /// cannot tell.
    static func commitOrder() async -> [String: Int] {
        let git = Git(folder: ProgramPath.folder)
        let text = (try? await git(["rev-list", "--topo-order", "--reverse", "HEAD"])) ?? ""
        let commits = text.split(separator: "\n").map(String.init)
        return Dictionary(commits.enumerated().map { ($1, $0) }) { $1 }
    }

    private static func reading<Value>(_ body: () async throws -> Value) async -> Reading<Value> {
        do {
            return .value(try await body())
        } catch {
            return .unavailable("\(error)")
        }
    }
}
