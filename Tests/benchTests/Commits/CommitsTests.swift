import BenchResults
import FoundationEssentials
import MachineInspection
import SystemPackage
import TestSupport
import Testing

/// `bench commits`: what it makes of two commits, and the traps on the way.
@Suite("Commits", .serialized)
struct CommitsTests {
    /// 5 % slower is found in fresh rounds, and exits with 3; nothing is left behind.
    @Test func slower() async throws {
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 105_000))
            let run = try await project.commits(["HEAD~1", "HEAD"])
            #expect(run.status == .exited(3), "\(run.errors)")
            #expect(try project.verdict() == .slower)
            let comparison = try project.comparison()
            #expect(comparison.rows.map(\.subject) == ["none", "sp-window"])
            #expect(comparison.rows.allSatisfy { $0.confirmation.count >= 14 })
            let session = try #require(comparison.session)
            #expect(session.suspects == ["thread:none", "thread:sp-window"])
            #expect(session.programs.count == 2)
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
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 100_001))
            let run = try await project.commits(["HEAD~1", "HEAD"])
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(try project.verdict() == .noChange)
        }
    }

    /// The same program is not measured, unless that is wanted.
    @Test func identicalCode() async throws {
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            let run = try await project.commits(["HEAD~1", "HEAD"])
            #expect(run.status == .exited(0))
            #expect(try project.verdict() == .identicalCode)
            #expect(try project.comparison().session?.screeningRounds == 0)
            #expect(try await project.commits(["HEAD~1", "HEAD", "--force"]).status == .exited(0))
            #expect(try project.verdict() == .noChange)
        }
    }

    @Test func newlyDied() async throws {
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: nil))
            let run = try await project.commits(["HEAD~1", "HEAD"])
            #expect(run.status == .exited(3))
            #expect(try project.verdict() == .newlyDied)
            let row = try #require(try project.comparison().rows.first { $0.subject == "sp-window" })
            #expect(row.reason?.contains("morestack on g0") == true)
        }
    }

    @Test func anotherWorkloadVersionIsNotComparable() async throws {
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 200_000, workloadVersion: 2))
            let run = try await project.commits(["HEAD~1", "HEAD"])
            #expect(run.status == .exited(0))
            #expect(try project.verdict() == .notComparable)
            #expect(run.output.contains("workload version differs: 1, 2"))
        }
    }

    /// Names are resolved before anything is built: a tag that a build moves changes nothing.
    @Test func aTagThatMoves() async throws {
        try await FakeProject.inFolder { project in
            let old = try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.git("tag", "mark")
            try await project.commit(FakeProject.program(nanoseconds: 105_000))
            let run = try await project.commits(
                ["mark", "HEAD"],
                hook: "git -C '\(project.repository)' tag -f mark HEAD >/dev/null")
            #expect(run.status == .exited(3), "\(run.errors)")
            #expect(try await project.git("rev-parse", "mark") != old)
            #expect(try project.comparison().session?.programs.first?.commit.value == old)
        }
    }

    /// A dirty tree is not what its commit is: commits are built as they are, and --working-tree as it is,
    /// new files included. The index stays as it was.
    @Test func aDirtyTree() async throws {
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 100_001))
            try project.change(FakeProject.program(nanoseconds: 110_000))
            #expect(try await project.commits(["HEAD~1", "HEAD"]).status == .exited(0))
            let before = try await project.git("status", "--porcelain")
            let run = try await project.commits(["--working-tree"])
            #expect(run.status == .exited(3), "\(run.errors)\(run.output)")
            #expect(run.output.contains("working tree"))
            #expect(try await project.git("status", "--porcelain") == before)
        }
    }

    /// The fourth of five commits made it slower; the third does not build and is skipped.
    @Test func bisection() async throws {
        try await FakeProject.inFolder { project in
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
            #expect(run.errors.contains("skipped"))
            #expect(run.output.contains(", or since the commit before it, which could not be judged"))
            #expect(try await project.leftovers().isEmpty)
        }
    }

    /// One round cannot show a change, so the last commit is compared twice. It is built once.
    @Test(arguments: [[], ["--no-cache"]])
    func aBisectionMeasuresTwiceWhatItCannotTell(options: [String]) async throws {
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000, extra: "sleep 0.1"))
            try await project.commit(FakeProject.program(nanoseconds: 120_000, extra: "sleep 0.1"))
            let run = try await project.commits(
                ["HEAD~1..HEAD", "--bisect", "thread:sp-window", "--budget", "1s"] + options)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.output.contains("between the ends of the range cannot be told"), "\(run.output)")
            #expect(run.complaints.count { $0.hasSuffix("thread:sp-window is inconclusive") } == 2)
            #expect(run.complaints.count { $0.hasPrefix("bench: building ") } == 2, "\(run.errors)")
            #expect(try await project.leftovers().isEmpty)
        }
    }
}
