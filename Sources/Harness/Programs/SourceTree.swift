import BenchResults
import MachineInspection

/// The commit of the tree that this program lies in, as git tells it when it runs: the build folder is in
/// the tree. A program that was copied out of it has none.
enum SourceTree {
    /// What a program is built from: changes elsewhere do not make a tree dirty.
    static let sources = [":/Package.swift", ":/Sources", ":/Benchmarks"]

    /// What the program of a commit is built from: equal where the sources are. The whole tree where it has
    /// none of `sources`.
    static func identity(of commit: String, in git: Git) throws -> String {
        let names = sources.map { String($0.drop { $0 == ":" || $0 == "/" }) }
        let listing = try git(["ls-tree", "--full-tree", commit] + names)
        return try listing.isEmpty ? git(["rev-parse", "\(commit)^{tree}"]) : listing
    }

    static func capture() -> Provenance.Source {
        let git = Git(folder: ProgramPath.folder)
        let commit = reading { try git(["rev-parse", "HEAD"]) }
        let isDirty = reading {
            try !git(["status", "--porcelain", "--"] + sources).isEmpty
        }
        return Provenance.Source(commit: commit, isDirty: isDirty)
    }

    /// The commits up to the tree's own, each with its place in the history, older first.
    ///
    /// - Returns: the places, and why some or all of them are missing; nil when none are.
    static func commitOrder() throws -> (places: [String: Int], gap: String?) {
        let git = Git(folder: ProgramPath.folder)
        do {
            let text = try git(["rev-list", "--topo-order", "--reverse", "HEAD"])
            let commits = text.split(separator: "\n").map(String.init)
            let places = Dictionary(commits.enumerated().map { ($1, $0) }) { $1 }
            return (places, try git.cutOff())
        } catch let failure as Git.Failure {
            return ([:], "\(failure)")
        }
    }

    private static func reading<Value>(_ body: () throws -> Value) -> Reading<Value> {
        do {
            return .value(try body())
        } catch {
            return .unavailable("\(error)")
        }
    }
}
