import BenchResults
import Cells
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// `process-start/N`, one cold callback a process.
@Suite("process-start")
struct ProcessStartTests {
    /// Ends the process at the second callback, and at the first one if more than its attachment is there.
    private static let once = PlugIn(
        declarations: """
            static int attached, updated;
            static void wide(sbs_machine *m, uintptr_t sp) { m->lo = sp - 4096; m->hi = sp + 64; m->guard = m->lo; }
            static void attach(sbs_machine *m, uintptr_t sp) { if (attached++ || updated) abort(); wide(m, sp); }
            """, update: "if (updated++) abort();", members: ".attach = attach")

    @Test(.requires(.cCompiler)) func aProcessMakesOneCallbackAndGivesOneSample() async throws {
        try await inTemporaryFolder { folder in
            let path = folder.appending("result.json")
            let run = try await Program.bench.run(
                "--strategy-library", try await Self.once.built(as: "once", in: folder),
                "--workload", "process-start/0,process-start/300", "--strategy",
                "none,mine,requery,fixed:source=libc-end", "--processes", "3", "--perf-counters", "none",
                "--output", path.string)
            #expect(run.status == .exited(0), "\(run.errors)")
            let result = try ResultStore.read(path)
            for (workload, mappings) in [("process-start/0", 0), ("process-start/300", 300)] {
                for (subject, queries) in [
                    ("none", 0), ("mine", 0), ("requery", 2), ("fixed:source=libc-end", 1),
                    ("pthread-query", nil), ("empty-loop", nil),
                ] as [(String, Double?)] {
                    let cell = try #require(
                        result.cells.first { $0.name == "\(workload):\(subject)" }, "\(subject)")
                    #expect(cell.status == .measured && cell.iterations == 1, "\(cell.name)")
                    #expect(cell.replicates.map(\.nanoseconds.count) == [1, 1, 1], "\(cell.name)")
                    #expect(cell.replicates.allSatisfy { ($0.mappings ?? 0) > mappings }, "\(cell.name)")
                    #expect(cell.queriesPerCallback == queries, "\(cell.name)")
                }
            }
            try await JSONSchema.check(path, "result")
        }
    }

    private static let reason = "a process makes this callback once, and cannot repeat it"

    @Test func itCannotBeProfiled() async throws {
        let profile = try await Program.bench.run("profile", "fixed", "process-start/0")
        #expect(profile.status == .exited(2) && profile.complaints.count == 1)
        #expect(profile.errors.contains(Self.reason))
    }

    /// Whatever repeats the callback says in one line that it cannot; the rest of the run is there.
    @Test(arguments: ["software", "off"]) func tailsAndCountsSayWhyTheyAreMissing(counters: String)
        async throws
    {
        try await checkReasons(counters: counters)
    }

    @Test(.requires(.valgrind)) func exactCountsSayWhyTheyAreMissing() async throws {
        try await checkReasons(counters: "exact")
    }

    private func checkReasons(counters: String) async throws {
        try await inTemporaryFolder { folder in
            let path = folder.appending("result.json")
            let run = try await Program.bench.run(
                "--workload", "process-start/0", "--strategy", "fixed", "--processes", "1", "--counters",
                counters, "--latency", "--output", path.string)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.output.contains("process-start/0 has none: \(Self.reason)"))
            let cells = try ResultStore.read(path).cells.filter { $0.workload == "process-start/0" }
            #expect(cells.contains { $0.subject == "fixed" && $0.status == .measured })
            let missing = cells.flatMap(\.counters)
            #expect(missing.isEmpty == (counters == "off"))
            for counter in missing {
                #expect(counter.perCallback == nil && counter.reason?.contains(Self.reason) == true)
            }
        }
    }

    @Test(arguments: [
        "process-start", "process-start/", "process-start/01", "process-start/-1", "process-start/x",
    ])
    func othersAreNotItsNames(name: String) async throws {
        let run = try await Program.bench.run("--workload", name, "--dry-run")
        // The beginning of names stands for all of them.
        #expect(run.status == .exited(name == "process-start" ? 0 : 2), "\(run.errors)")
    }
}
