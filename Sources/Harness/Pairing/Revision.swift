import CLibrary
import SystemPackage

/// A commit that somebody named, resolved once: a tag or branch that moves afterwards changes nothing.
struct Revision: Sendable {
    /// What was typed.
    let name: String
    /// Full commit id.
    let commit: String

    /// How tables call it: the name, and the commit where the name does not tell it.
    var label: String {
        let short = String(commit.prefix(12))
        return commit.hasPrefix(name) ? short : "\(name) (\(short))"
    }

    /// What became of looking a name up.
    enum LookUp {
        /// It names a commit.
        case found(Revision)
        /// It names none, for a reason where git gives one.
        case missing(reason: String?)
    }

    /// Resolves a name.
    ///
    /// - Throws: `UsageError` when it names no commit, `Git.Failure` when git cannot look it up at all.
    static func resolve(_ name: String, in git: Git) throws -> Revision {
        switch try lookUp(name, in: git) {
        case .found(let revision): return revision
        case .missing(let reason):
            throw UsageError(
                "'\(name)' is not a commit of the repository in \(git.place)"
                    + (reason.map { ": \($0)" } ?? ""))
        }
    }

    /// Looks a name up.
    ///
    /// - Throws: `Git.Failure` when git cannot look at the repository.
    static func lookUp(_ name: String, in git: Git) throws -> LookUp {
        guard !name.isEmpty, !name.hasPrefix("-") else { return .missing(reason: nil) }
        do {
            let commit = try git(["rev-parse", "--verify", "--end-of-options", "\(name)^{commit}"])
            guard commit.count >= 40, commit.allSatisfy(\.isHexDigit) else {
                return .missing(reason: "git rev-parse does not answer with a commit")
            }
            return .found(Revision(name: name, commit: commit))
        } catch let failure as Git.Failure {
            // Not the name's fault?
            try git(["rev-parse", "--git-dir"])
            if let reason = try git.cutOff() { return .missing(reason: reason) }
            if !failure.isUnknownName { return .missing(reason: "\(failure)") }
            let isEmpty = try git(["rev-list", "--max-count=1", "--all"]).isEmpty
            return .missing(reason: isEmpty ? "it has no commit yet" : nil)
        }
    }

    /// The tree as it is, uncommitted changes and new files that git does not ignore included, as a commit
    /// that no branch has. The index and the working tree stay as they are.
    static func workingTree(in git: Git) throws -> Revision {
        let head = try resolve("HEAD", in: git)
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let environment: [String: String?] = ["GIT_INDEX_FILE": folder.path.appending("index").string]
        try git(["read-tree", "HEAD"], environment: environment)
        try git(["add", "--all", "--", ":/"], environment: environment)
        let tree = try git(["write-tree"], environment: environment)
        let identity: [String: String?] = [
            "GIT_AUTHOR_NAME": "bench", "GIT_AUTHOR_EMAIL": "bench@localhost",
            "GIT_COMMITTER_NAME": "bench", "GIT_COMMITTER_EMAIL": "bench@localhost",
        ]
        let commit = try git(
            ["commit-tree", tree, "-p", head.commit, "-m", "working tree"], environment: identity)
        return Revision(name: "working tree", commit: commit)
    }
}
