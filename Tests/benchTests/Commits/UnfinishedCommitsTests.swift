import BenchResults
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// `bench commits` when it cannot finish.
@Suite("Commits that cannot be compared", .serialized)
struct UnfinishedCommitsTests {
    /// A program that is no bench, or does not answer as one, is named on one line.
    @Test func aCommitOfAnotherProtocol() async throws {
        try await FakeProject.inFolder { project in
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
        try await FakeProject.inFolder { project in
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

    /// Ctrl-C while a commit is built: nothing is left, exit status 130.
    @Test func interruptedWhileBuilding() async throws {
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 105_000))
            let checkpoint = try Checkpoint(in: project.folder)
            // Once it has been reached the build waits for ever.
            let hook = "\(checkpoint.shellCommand); \(checkpoint.shellCommand)"
            let run = try await project.commits(
                ["HEAD~1", "HEAD"], hook: hook, interruptedAt: (checkpoint, times: 1))
            #expect(run.status == .exited(130), "\(run.errors)")
            #expect(run.errors.contains("interrupted"))
            #expect(try await project.leftovers().isEmpty)
        }
    }

    /// Ctrl-C while measuring: the comparison so far stays, and says that it is incomplete.
    @Test func interruptedWhileMeasuring() async throws {
        try await FakeProject.inFolder { project in
            let checkpoint = try Checkpoint(in: project.folder)
            let report = "if [ \"$1\" = __measure ]; then \(checkpoint.shellCommand); fi"
            try await project.commit(FakeProject.program(nanoseconds: 100_000, extra: report))
            try await project.commit(FakeProject.program(nanoseconds: 105_000, extra: report))
            let run = try await project.commits(
                ["HEAD~1", "HEAD"], interruptedAt: (checkpoint, times: 20))
            #expect(run.status == .exited(130), "\(run.errors)")
            #expect(
                try project.comparison().remarks.contains { $0.contains("Incomplete: ended by signal") })
            #expect(try await project.leftovers().isEmpty)
        }
    }

    @Test(arguments: [
        ([], "takes two commits"), (["HEAD"], "there are 1"), (["HEAD", "nothing"], "is not a commit"),
        (["HEAD", "./nothing"], "neither a commit nor a program's file"),
        (["--working-tree", "HEAD"], "leave out the commits"),
        (["HEAD", "HEAD", "--budget", "0s"], "--budget"),
        (["HEAD", "HEAD", "--bisect", "x"], "takes one range"),
        (["HEAD", "HEAD", "--strategy-library", "/x.so"], "--strategy-library"),
    ])
    func badInputIsOneLine(arguments: [String], expected: String) async throws {
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            let run = try await project.commits(arguments)
            #expect(run.status == .exited(2))
            #expect(run.complaints.count == 1, "\(run.errors)")
            #expect(run.errors.contains(expected), "\(run.errors)")
        }
    }
}
