import CLibrary
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// What is said where git does not give what a command needs: git's own reason, and what to do.
@Suite("Reasons of git", .serialized)
struct GitReasonTests {
    /// The line that a command ends with in a project of two commits.
    private func line(
        _ arguments: [String], status: Int32, in project: FakeProject, at folder: FilePath? = nil,
        path: String? = nil
    ) async throws -> String {
        let run = try await Program.bench.run(
            arguments, in: folder ?? project.repository, environment: path.map { ["PATH": $0] } ?? [:])
        #expect(run.status == .exited(status), "\(run.errors)")
        #expect(run.complaints.count == 1, "\(run.errors)")
        return run.errors
    }

    private func inProject(_ body: (FakeProject) async throws -> Void) async throws {
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 100_001))
            try await body(project)
        }
    }

    private static let commands = [["commits", "HEAD~1", "HEAD"], ["compare", "HEAD~1", "HEAD"]]
    /// With the exit status where git cannot look at the repository at all.
    private static let refusals: [([String], Int32)] = [(commands[0], 1), (commands[1], 2)]

    @Test(arguments: commands)
    func aShallowClone(arguments: [String]) async throws {
        try await inProject { project in
            let clone = project.folder.appending("shallow")
            try await project.git(
                "clone", "--quiet", "--depth", "1", "file://\(project.repository)", clone.string)
            let line = try await line(arguments, status: 2, in: project, at: clone)
            #expect(line.contains("HEAD~1") && line.contains("git fetch --unshallow"), "\(line)")
        }
    }

    @Test(.requires(.root), arguments: refusals + [(["commits", "--working-tree"], 1)])
    func aRepositoryOfSomebodyElse(arguments: [String], status: Int32) async throws {
        try await inProject { project in
            chown(project.repository.string, 1234, 1234)
            chown(project.repository.appending(".git").string, 1234, 1234)
            let line = try await line(arguments, status: status, in: project)
            #expect(line.contains("detected dubious ownership in repository at"), "\(line)")
            #expect(line.contains("git config --global --add safe.directory"), "\(line)")
        }
    }

    @Test(arguments: refusals)
    func noRepository(arguments: [String], status: Int32) async throws {
        try await inProject { project in
            let line = try await line(arguments, status: status, in: project, at: project.folder)
            #expect(line.contains("not a git repository"), "\(line)")
        }
    }

    @Test(arguments: refusals)
    func noGit(arguments: [String], status: Int32) async throws {
        try await inProject { project in
            let line = try await line(arguments, status: status, in: project, path: "/nonexistent")
            #expect(line.contains("there is no git on the PATH: apt-get install git"), "\(line)")
        }
    }

    @Test func whatIsNoCommit() async throws {
        try await inProject { project in
            let line = try await line(["commits", "HEAD:program.sh", "HEAD"], status: 2, in: project)
            let place = "'HEAD:program.sh' is not a commit of the repository in \(project.repository)"
            #expect(line.contains(place), "\(line)")
        }
    }

    @Test func aRepositoryWithoutCommits() async throws {
        try await FakeProject.inFolder { project in
            let line = try await line(Self.commands[0], status: 2, in: project)
            #expect(line.contains("it has no commit yet"), "\(line)")
        }
    }
}
