import CLibrary
import Subprocess
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

    /// Resolves a name.
    ///
    /// - Throws: `UsageError` when it names no commit.
    static func resolve(_ name: String, in git: Git) async throws -> Revision {
        guard !name.isEmpty, !name.hasPrefix("-") else { throw UsageError("'\(name)' is not a commit") }
        do {
            let commit = try await git([
                "rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}",
            ])
            return Revision(name: name, commit: commit)
        } catch is Git.Failure {
            throw UsageError("'\(name)' is not a commit of the repository in \(git.folder)")
        }
    }

    /// The tree as it is, uncommitted changes and new files that git does not ignore included, as a commit
    /// that no branch has. The index and the working tree stay as they are.
    static func workingTree(in git: Git) async throws -> Revision {
        let head = try await resolve("HEAD", in: git)
        let index = "\(try await git(["rev-parse", "--absolute-git-dir"]))/bench-working-tree.index"
        let environment: [Environment.Key: String?] = ["GIT_INDEX_FILE": index]
        defer { unlink(index) }
        try await git(["read-tree", "HEAD"], environment: environment)
        try await git(["add", "--all", "--", ":/"], environment: environment)
        let tree = try await git(["write-tree"], environment: environment)
        let identity: [Environment.Key: String?] = [
            "GIT_AUTHOR_NAME": "bench", "GIT_AUTHOR_EMAIL": "bench@localhost",
            "GIT_COMMITTER_NAME": "bench", "GIT_COMMITTER_EMAIL": "bench@localhost",
        ]
        let commit = try await git(
            ["commit-tree", tree, "-p", head.commit, "-m", "working tree"], environment: identity)
        return Revision(name: "working tree", commit: commit)
    }
}
