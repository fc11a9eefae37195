import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// A program whose commit is not known says why, in a stamp that is as long as any other.
@Suite("Stamp: no commit")
struct UnknownCommitTests {
    private static let outside = "?built outside of a git checkout"

    private func inPackage(_ body: (StampedPackage) async throws -> Void) async throws {
        try await inTemporaryFolder { try await body(try StampedPackage(in: $0)) }
    }

    /// An unpacked tarball.
    @Test func outsideOfACheckout() async throws {
        try await inPackage { package in
            try await package.expect(Self.outside)
        }
    }

    /// The commit of a repository that a tarball was unpacked in is not that of the package.
    @Test func inARepositoryOfSomethingElse() async throws {
        try await inPackage { package in
            let outer = StampedPackage(at: package.folder.removingLastComponent())
            try await outer.git("init", "--quiet")
            try await outer.git("commit", "--quiet", "--allow-empty", "--message", "something else")
            try await package.expect(Self.outside)
        }
    }

    @Test func beforeTheFirstCommit() async throws {
        try await inPackage { package in
            try await package.git("init", "--quiet")
            try await package.git("add", "--all")
            let reason = "?built before the first commit"
            try await package.expect(reason)
        }
    }

    @Test func withoutGit() async throws {
        try await inPackage { package in
            _ = try await package.commitAll()
            // Everything that the script needs but git.
            let tools = package.folder.removingLastComponent().appending("tools")
            try FileManager.default.createDirectory(atPath: tools.string, withIntermediateDirectories: true)
            for name in ["cat", "head", "od", "sed", "tr"] {
                let tool = try #require(Program(named: name))
                try FileManager.default.createSymbolicLink(
                    atPath: tools.appending(name).string, withDestinationPath: tool.path.string)
            }
            let reason = "?built without git on the PATH"
            try await package.expect(reason, environment: ["PATH": tools.string])
        }
    }

    /// git's own words, with what it advises.
    @Test func inSomebodyElsesRepository() async throws {
        try await inPackage { package in
            _ = try await package.commitAll()
            let lines = try await package.lines(environment: ["GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"])
            let reason = try #require(lines.first)
            #expect(lines.count == 1)
            #expect(reason.hasPrefix("?git failed when it was built: "), "\(reason)")
            #expect(reason.contains("ownership"), "\(reason)")
            let remedy = ": git config --global --add safe.directory \(package.folder)"
            #expect(reason.hasSuffix(remedy), "\(reason)")
        }
    }

    @Test func inADamagedRepository() async throws {
        try await inPackage { package in
            _ = try await package.commitAll()
            try package.write(".git/index", "nonsense")
            let lines = try await package.lines()
            try #require(lines.count == 1)
            #expect(lines[0].hasPrefix("?git failed when it was built: "), "\(lines)")
            #expect(lines[0].contains("index"), "\(lines)")
        }
    }
}
