import MachineInspection
import BenchResults
import FoundationEssentials
import Subprocess
import SystemPackage
import Testing

/// `bench commits`: what it makes of two commits, and the traps on the way.
@Suite("Commits", .serialized)
struct CommitsTests {
    private func inProject(_ body: (FakeProject) async throws -> Void) async throws {
        try await Program.inFolder { try await body(try await FakeProject(in: $0)) }
    }

    private func comparison(of project: FakeProject) throws -> ResultComparison {
        try ResultStore.read(project.folder.appending("comparison.json"), as: ResultComparison.self)
    }

    private func verdict(_ project: FakeProject, _ subject: String = "sp-window") throws -> ComparisonVerdict
    {
        try #require(try comparison(of: project).rows.first { $0.subject == subject }).verdict
    }

    /// 5 % slower is found in fresh rounds, and exits with 3; nothing is left behind.
    @Test func slower() async throws {
        try await inProject { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 105_000))
            let run = try await project.commits(["HEAD~1", "HEAD"])
            #expect(run.status == .exited(3), "\(run.errors)")
            #expect(try verdict(project) == .slower)
            let comparison = try comparison(of: project)
            #expect(comparison.rows.allSatisfy { $0.confirmation.count >= 14 })
            let session = try #require(comparison.session)
            #expect(session.suspects == ["thread:none", "thread:sp-window"])
            #expect(
                session.programs.allSatisfy {
                    $0.buildCommand.hasPrefix("swift build --configuration release")
                })
            #expect(comparison.remarks.contains { $0.contains("that of this program drove both sides") })
            #expect(try await project.leftovers().isEmpty)
            try await JSONSchema.check(project.folder.appending("comparison.json"), "comparison")
        }
    }

    @Test func noChange() async throws {
        try await inProject { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 100_001))
            let run = try await project.commits(["HEAD~1", "HEAD"])
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(try verdict(project) == .noChange)
        }
    }

    /// The same program is not measured, unless that is wanted.
    @Test func identicalCode() async throws {
        try await inProject { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            let run = try await project.commits(["HEAD~1", "HEAD"])
            #expect(run.status == .exited(0))
            #expect(try verdict(project) == .identicalCode)
            #expect(try comparison(of: project).session?.screeningRounds == 0)
            #expect(try await project.commits(["HEAD~1", "HEAD", "--force"]).status == .exited(0))
            #expect(try verdict(project) == .noChange)
        }
    }

    @Test func newlyDied() async throws {
        try await inProject { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: nil))
            let run = try await project.commits(["HEAD~1", "HEAD"])
            #expect(run.status == .exited(3))
            #expect(try verdict(project) == .newlyDied)
            let row = try #require(try comparison(of: project).rows.first { $0.subject == "sp-window" })
            #expect(row.reason?.contains("morestack on g0") == true)
        }
    }

    @Test func anotherWorkloadVersionIsNotComparable() async throws {
        try await inProject { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 200_000, workloadVersion: 2))
            let run = try await project.commits(["HEAD~1", "HEAD"])
            #expect(run.status == .exited(0))
            #expect(try verdict(project) == .notComparable)
            #expect(run.output.contains("workload version differs: 1, 2"))
        }
    }

    /// A program that is no bench, or does not answer as one, is named on one line.
    @Test func aCommitOfAnotherProtocol() async throws {
        try await inProject { project in
            try await project.commit("#!/bin/sh\nexit 1\n")
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            let run = try await project.commits(["HEAD~1", "HEAD"])
            #expect(run.status == .exited(1))
            #expect(run.errors.contains("is not a bench that can be compared"))
            #expect(try await project.leftovers().isEmpty)
        }
    }

    /// The commit is named with the compiler's first error, and the other side's program is kept.
    @Test func aCommitThatDoesNotBuild() async throws {
        try await inProject { project in
            let good = try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(nil)
            let run = try await project.commits(["HEAD~1", "HEAD"])
            #expect(run.status == .exited(1))
            let line = try #require(run.complaints.last)
            #expect(line.contains("HEAD (") && line.contains("does not build: main.swift:1:1: error: broken"))
            let kept = project.repository.appending("results/local/programs/bench-\(good.prefix(12))")
            #expect(line.contains("bench-\(good.prefix(12))"))
            #expect(FileManager.default.isExecutableFile(atPath: kept.string))
            #expect(try await project.leftovers().isEmpty)
        }
    }

    /// Names are resolved before anything is built: a tag that a build moves changes nothing.
    @Test func aTagThatMoves() async throws {
        try await inProject { project in
            let old = try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.git("tag", "mark")
            try await project.commit(FakeProject.program(nanoseconds: 105_000))
            let run = try await project.commits(
                ["mark", "HEAD"],
                environment: ["FAKE_SWIFT_HOOK": "git -C '\(project.repository)' tag -f mark HEAD >/dev/null"]
            )
            #expect(run.status == .exited(3), "\(run.errors)")
            #expect(try await project.git("rev-parse", "mark") != old)
            #expect(try comparison(of: project).session?.programs.first?.commit.value == old)
        }
    }

    /// A dirty tree is not what its commit is: commits are built as they are, and --working-tree as it is,
    /// new files included. The index stays as it was.
    @Test func aDirtyTree() async throws {
        try await inProject { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 100_001))
            try project.change(FakeProject.program(nanoseconds: 110_000))
            #expect(try await project.commits(["HEAD~1", "HEAD"]).status == .exited(0))
            let before = try await project.git("status", "--porcelain")
            let run = try await project.commits(["--working-tree"])
            #expect(run.status == .exited(3), "\(run.errors)")
            #expect(run.output.contains("working tree"))
            #expect(try await project.git("status", "--porcelain") == before)
        }
    }

    /// Ctrl-C while a commit is built: nothing is left, exit status 130.
    @Test func interruptedWhileBuilding() async throws {
        try await inProject { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 105_000))
            let started = project.folder.appending("started")
            let run = try await project.commits(
                ["HEAD~1", "HEAD"], environment: ["FAKE_SWIFT_HOOK": "touch '\(started)'; sleep 60"]
            ) { _ in
                await Self.wait(for: started)
                return .interrupt
            }
            #expect(run.status == .exited(130), "\(run.errors)")
            #expect(run.errors.contains("interrupted"))
            #expect(try await project.leftovers().isEmpty)
        }
    }

    /// Ctrl-C while measuring: what there is stays, and says that it is not all.
    @Test func interruptedWhileMeasuring() async throws {
        try await inProject { project in
            let started = project.folder.appending("started")
            let slow = "if [ \"$1\" = __measure ]; then touch '\(started)'; sleep 0.05; fi"
            try await project.commit(FakeProject.program(nanoseconds: 100_000, extra: slow))
            try await project.commit(FakeProject.program(nanoseconds: 105_000, extra: slow))
            let run = try await project.commits(["HEAD~1", "HEAD"]) { _ in
                await Self.wait(for: started)
                try? await Task.sleep(for: .seconds(1))
                return .interrupt
            }
            #expect(run.status == .exited(130), "\(run.errors)")
            #expect(
                try comparison(of: project).remarks.contains { $0.contains("Incomplete: ended by signal") })
            #expect(try await project.leftovers().isEmpty)
        }
    }

    /// The fourth of five commits made it slower; the third does not build and is passed over.
    @Test func bisection() async throws {
        try await inProject { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000), message: "1")
            try await project.commit(FakeProject.program(nanoseconds: 100_001), message: "2")
            try await project.commit(nil, message: "3")
            let culprit = try await project.commit(FakeProject.program(nanoseconds: 120_000), message: "4")
            try await project.commit(FakeProject.program(nanoseconds: 120_001), message: "5")
            try await project.git("branch", "topic/start", "HEAD~4")
            let run = try await project.commits(["topic/start..HEAD", "--bisect", "thread:sp-window"])
            #expect(run.status == .exited(3), "\(run.errors)")
            #expect(
                run.output.contains("thread:sp-window is slower since \(culprit.prefix(12))"), "\(run.output)"
            )
            #expect(run.errors.contains("passed over"))
            #expect(run.output.contains("or one of the 1 commits before it that could not be judged"))
            #expect(try await project.leftovers().isEmpty)
        }
    }

    @Test(arguments: [
        ([], "takes two commits"), (["HEAD"], "there are 1"), (["HEAD", "nothing"], "is not a commit"),
        (["HEAD", "./nothing"], "neither a commit nor a program's file"),
        (["--working-tree", "HEAD"], "leave out the commits"),
        (["HEAD", "HEAD", "--budget", "0s"], "--budget"),
        (["HEAD", "HEAD", "--bisect", "x"], "takes one range"),
        (["HEAD", "HEAD", "--strategy-library", "/x.so"], ""),
    ])
    func badInputIsOneLine(arguments: [String], expected: String) async throws {
        try await inProject { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            let run = try await project.commits(arguments)
            #expect(run.status == .exited(2))
            #expect(run.complaints.count == 1, "\(run.errors)")
            #expect(run.errors.contains(expected), "\(run.errors)")
        }
    }

    private static func wait(for file: FilePath) async {
        for _ in 0..<2000 where !FileManager.default.fileExists(atPath: file.string) {
            try? await Task.sleep(for: .milliseconds(10))
        }
    }
}
