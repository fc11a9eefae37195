/// What git knows of the sources of programs.
enum SourceTree {
    /// What a program is built from; `SourceStamp` looks for changes in the same.
    private static let sources = ["Package.swift", "Sources", "Benchmarks"]

    /// What the program of a commit is built from: equal where the sources are. The whole tree where it has
    /// none of `sources`.
    static func identity(of commit: String, in git: Git) throws -> String {
        let listing = try git(["ls-tree", "--full-tree", commit] + sources)
        return try listing.isEmpty ? git(["rev-parse", "\(commit)^{tree}"]) : listing
    }

    /// The commits up to that of the tree that this program lies in, each with its place in the history, older first.
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
}
