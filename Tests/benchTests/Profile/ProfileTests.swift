import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Where instructions go, and files that valgrind's own tools read.
@Suite("Profile")
struct ProfileTests {
    @Test(.requires(.valgrind))
    func countsFunctionsAndKeepsAFileForValgrindsTools() async throws {
        try await inTemporaryFolder { folder in
            let file = folder.appending("callgrind.out").string
            let run = try await Program.bench.run(
                "profile", "fixed", "nested/1", "--counters", "exact", "--output", file)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.output.contains("nested/1:fixed  "), "\(run.output)")
            #expect(run.output.contains("sbs_callback") && run.output.contains("BoundsStrategy.fixed"))

            let annotated = try await #require(Program(named: "callgrind_annotate")).run(file)
            let text = annotated.output
            #expect(annotated.status == .exited(0), "\(annotated.errors)")
            #expect(text.contains("sbs_callback [\(Program.bench.path)]"), "\(text)")
            #expect(text.contains("CallbackRuntime.BoundsStrategy.fixed"), "\(text)")
        }
    }

    /// Each function of the program has as many as the table of functions says, by another count.
    @Test(.requires(.valgrind))
    func instructionsAreListedWithTheirCounts() async throws {
        let run = try await Program.bench.run("profile", "sp-window", "thread", "--instructions", "--all")
        if run.errors.contains("no program of an x86-64 processor") { try skip(run.errors) }
        #expect(run.status == .exited(0), "\(run.errors)")
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        let functions = lines.compactMap { line in
            try? /(.*): (\d+) instructions/.wholeMatch(in: line).map { (name: $0.1, count: Int($0.2) ?? 0) }
        }
        #expect(functions.count >= 4, "\(run.output)")
        for function in functions {
            let row = try #require(lines.last { $0.hasPrefix(function.name + " ") }, "\(run.output)")
            #expect(row.split(separator: " ").contains("\(function.count)"), "\(row)")
            let listed = lines.drop { $0 != "\(function.name): \(function.count) instructions" }.dropFirst(2)
                .prefix { !$0.isEmpty }
            #expect(listed.count == function.count, "each is executed once a callback: \(listed)")
            #expect(listed.last?.hasSuffix("retq") == true || function.name == "sbs_loop_plain")
        }
    }

    /// Whatever this machine has: samples by perf, or all instructions by valgrind, or one line that says
    /// what is missing.
    @Test func profilesWithWhatThereIs() async throws {
        let run = try await Program.bench.run("profile", "sp-window", "thread", "--seconds", "1")
        if run.status == .exited(0) {
            #expect(run.output.contains("sbs_callback"), "\(run.output)")
        } else {
            #expect(run.complaints.last?.contains("valgrind") == true, "\(run.errors)")
        }
    }

    @Test func deathIsSaidAndIsNoProfile() async throws {
        let run = try await Program.bench.run("profile", "fixed", "coroutine/2/assembly")
        #expect(run.status == .exited(1))
        #expect(run.output.isEmpty)
        #expect(run.complaints == ["bench: coroutine/2/assembly:fixed: it died: morestack on g0, signal 6"])
    }

    /// Whoever asks for exact counts is told at once that there are none, and nothing is measured or written.
    @Test func missingToolsAreNamed() async throws {
        try await inTemporaryFolder { folder in
            let run = try await Program.bench.run(
                ["--workload", "thread", "--counters", "exact", "--callgrind-out", "kept"], in: folder,
                environment: ["PATH": "/nonexistent"])
            #expect(run.status == .exited(1), "\(run.errors)")
            #expect(
                run.errors
                    == "bench: --counters exact cannot count here: there is no valgrind on the PATH; "
                    + "apt-get install valgrind\n")
            #expect(run.output.isEmpty)
            #expect(try folder.entries() == [])
        }
    }
}
