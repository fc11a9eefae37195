import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// What the build writes into the program of what it is built from, in repositories of each kind.
@Suite("Stamp: script")
struct StampScriptTests {
    private func inPackage(_ body: (StampedPackage) async throws -> Void) async throws {
        try await inTemporaryFolder { try await body(try StampedPackage(in: $0)) }
    }

    @Test(arguments: ["sha1", "sha256"]) func aCommitIsNamed(hash: String) async throws {
        try await inPackage { package in
            try await package.git("init", "--quiet", "--object-format=\(hash)")
            let commit = try await package.commitAll()
            #expect(commit.utf8.count == (hash == "sha1" ? 40 : 64))
            try await package.expect(commit, "clean")
            try package.write("docs/c.md", "changed")
            try await package.git("commit", "--quiet", "--all", "--message", "documents")
            let second = try await package.git("rev-parse", "HEAD")
            #expect(second != commit)
            try await package.expect(second, "clean")
        }
    }

    /// Only what the program is built from makes it one with changes, whether git knows the file or not.
    @Test(arguments: [
        ("Package.swift", "changed"), ("Sources/A/a.swift", "changed"), ("Benchmarks/b.swift", "changed"),
        ("Sources/New/n.swift", "changed"), ("docs/c.md", "clean"), ("docs/new.md", "clean"),
    ])
    func changesCountWhereTheProgramIsBuiltFrom(name: String, stamp: String) async throws {
        try await inPackage { package in
            let commit = try await package.commitAll()
            // Whatever the user has git show.
            try await package.git("config", "status.showUntrackedFiles", "no")
            try package.write(name, "changed")
            try await package.expect(commit, stamp)
            try await package.git("add", "--all")
            try await package.expect(commit, stamp)
        }
    }

    @Test func aFileThatIsGoneIsAChange() async throws {
        try await inPackage { package in
            let commit = try await package.commitAll()
            try FileManager.default.removeItem(atPath: package.folder.appending("Benchmarks/b.swift").string)
            try await package.expect(commit, "changed")
        }
    }

    @Test func aWorktreeHasACommitOfItsOwn() async throws {
        try await inPackage { package in
            let first = try await package.commitAll()
            try package.write("Sources/A/a.swift", "changed")
            try await package.git("commit", "--quiet", "--all", "--message", "second")
            let tree = StampedPackage(at: package.folder.removingLastComponent().appending("tree"))
            try await package.git("worktree", "add", "--quiet", "--detach", tree.folder.string, first)
            try await tree.expect(first, "clean")
            let own = try await package.git("rev-parse", "HEAD")
            try await package.expect(own, "clean")
        }
    }

    @Test func aShallowCloneHasItsCommit() async throws {
        try await inPackage { package in
            _ = try await package.commitAll()
            try await package.git("commit", "--quiet", "--allow-empty", "--message", "second")
            let clone = StampedPackage(at: package.folder.removingLastComponent().appending("clone"))
            try await package.git(
                "clone", "--quiet", "--depth=1", "file://\(package.folder)", clone.folder.string)
            #expect(try await clone.git("rev-parse", "--is-shallow-repository") == "true")
            try await clone.expect(try await package.git("rev-parse", "HEAD"), "clean")
        }
    }

    /// A package may be a folder of a larger repository.
    @Test func aFolderOfARepositoryHasItsCommit() async throws {
        try await inPackage { package in
            let outer = StampedPackage(at: package.folder.removingLastComponent())
            let commit = try await outer.commitAll()
            try await package.expect(commit, "clean")
            try package.write("Sources/A/a.swift", "changed")
            try await package.expect(commit, "changed")
        }
    }

    /// git exports where its repository is to the hooks that it runs, and one of them may build another.
    @Test func theRepositoryOfAHookIsNotThatOfThePackage() async throws {
        try await inPackage { package in
            let commit = try await package.commitAll()
            try await inPackage { other in
                _ = try await other.commitAll()
                let git = other.folder.appending(".git")
                let hook = [
                    "GIT_DIR": git.string, "GIT_INDEX_FILE": git.appending("index").string,
                    "GIT_WORK_TREE": other.folder.string,
                ]
                try await package.expect(commit, "clean", environment: hook)
            }
        }
    }

    /// What has not changed is not compiled again.
    @Test func theFileIsLeftAloneUntilItSaysSomethingElse() async throws {
        try await inPackage { package in
            _ = try await package.commitAll()
            let first = try await package.stamp()
            let past = Date(timeIntervalSince1970: 1_000_000)
            func date() throws -> Date? {
                try FileManager.default.attributesOfItem(atPath: package.file.string)[.modificationDate]
                    as? Date
            }
            try FileManager.default.setAttributes(
                [.modificationDate: past], ofItemAtPath: package.file.string)
            #expect(try await package.stamp() == first)
            #expect(try date() == past)
            try await package.git("commit", "--quiet", "--allow-empty", "--message", "second")
            let second = try await package.stamp()
            #expect(second != first && second.utf8.count == first.utf8.count)
            #expect(try date() != past)
        }
    }
}
