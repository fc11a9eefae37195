import BenchResults
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// What `bench commits` does not do twice, or not at all.
@Suite("Kept programs", .serialized)
struct KeptProgramsTests {
    /// Lines that the builds of a project have written.
    private func builds(_ log: FilePath) -> Int {
        ((try? log.text()) ?? "").split(separator: "\n").count
    }

    @Test(arguments: [["HEAD", "HEAD"], ["HEAD~1", "HEAD"], ["--working-tree"]])
    func theSameSourcesAreNotBuilt(arguments: [String]) async throws {
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            let log = project.folder.appending("builds")
            let run = try await project.commits(arguments, hook: "echo built >> '\(log)'")
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(builds(log) == 0)
            #expect(try project.verdict() == .identicalCode)
            #expect(run.output.contains("built from the same sources"), "\(run.output)")
            try await JSONSchema.check(project.folder.appending("comparison.json"), "comparison")
        }
    }

    @Test func aProgramIsBuiltOnce() async throws {
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000))
            try await project.commit(FakeProject.program(nanoseconds: 120_000))
            let log = project.folder.appending("builds")
            func compare(_ options: String...) async throws -> Int {
                let run = try await project.commits(
                    ["HEAD~1", "HEAD"] + options, hook: "echo built >> '\(log)'")
                #expect(run.status == .exited(3), "\(run.errors)")
                #expect(try project.verdict() == .slower)
                #expect(try await project.leftovers().isEmpty)
                return builds(log)
            }
            #expect(try await compare() == 2)
            #expect(try await compare() == 2)
            #expect(try await compare("--no-cache") == 4)
            // Damage is found, and mended by a new build.
            let root = project.folder.appending("cache/stack-bounds-bench")
            let cache = root.appending(try #require(try root.entries().first))
            let programs = try cache.entries().filter { $0.hasSuffix(".program") }
            #expect(programs.count == 2)
            try cache.appending(programs[0]).write("#!/bin/sh\nexit 1\n")
            #expect(try await compare() == 5)
            #expect(try await compare() == 5)
        }
    }

    /// The verdicts of what was selected are compared; where they are not, a remark says why.
    @Test(arguments: [([], true), (["--skip-check"], false)])
    func verdictsOfSelectedStrategies(options: [String], areCompared: Bool) async throws {
        try await inTemporaryFolder { folder in
            let output = folder.appending("comparison.json")
            let program = Program.bench.path.string
            let run = try await Program.bench.run(
                [
                    "commits", program, program, "--workload", "thread", "--strategy", "fixed", "--output",
                    output.string,
                ] + options)
            #expect([.exited(0), .exited(3)].contains(run.status), "\(run.errors)")
            let comparison = try ResultStore.read(output, as: ResultComparison.self)
            #expect((comparison.safetyVerdictsCompared > 0) == areCompared, "\(comparison.remarks)")
            let isSaid = comparison.remarks.contains { $0.contains("Safety verdicts were not compared") }
            #expect(isSaid != areCompared)
        }
    }
}
