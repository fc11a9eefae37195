import BenchResults
import Cells
import ChildProtocol
import SystemPackage
import TestSupport
import Testing
import Traces

/// The closed loop: children of our own, recorded, and their traces replayed.
@Suite("Replay", .requires(.cCompiler))
struct ReplayTests {
    /// Records a child that calls back without a strategy.
    private func record(_ workload: String, in folder: FilePath) async throws {
        let request = ChildRequest(
            workload: workload, subject: .strategy("none"), task: .run(iterations: 800), seed: 1, cpu: nil,
            deadline: 60)
        let run = try await CallingProgram.record(
            [
                "--source", "uprobe", "--at", "sbs_callback", "--end", "return", "--",
                Program.bench.path.string,
                ChildRequest.argument, JSON.text(request),
            ], in: folder)
        try #require(run.status == .exited(0), "\(run.errors)")
    }

    /// The same strategies die and query as in the workload itself. The trace has one callback more, from the
    /// thread's own stack before the loop, which some query for and some do not.
    @Test(arguments: ["coroutine/8/assembly", "main-mappings/1000", "nested/4"])
    func strategiesDoAsInTheWorkloadItself(_ workload: String) async throws {
        try await inTemporaryFolder { folder in
            try await record(workload, in: folder)
            let run = try await Program.bench.run(
                [
                    "run", "--workload", "\(workload),trace:a.trace", "--strategy",
                    "fixed,sp-window,requery,accurate,tiered", "--processes", "1", "--samples", "1",
                    "--perf-counters", "none", "--output", "result.json",
                ], in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            let result = try ResultStore.read(folder.appending("result.json"))
            var compared = 0
            for strategy in ["fixed", "sp-window", "requery", "accurate", "tiered"] {
                func cell(_ workload: String) -> CellResult? {
                    result.cells.first { $0.workload == workload && $0.subject == strategy }
                }
                let (direct, replayed) = (cell(workload), cell("trace/a.trace"))
                #expect(direct?.status == replayed?.status, "\(strategy)")
                guard let first = direct?.queriesPerCallback, let second = replayed?.queriesPerCallback else {
                    continue
                }
                #expect(abs(first - second) < 0.002, "\(strategy): \(first) and \(second)")
                compared += 1
            }
            #expect(compared >= 4)
        }
    }

    /// The program ended before its mappings could be counted.
    @Test func mappingsOfAShortProgramAreReplayed() async throws {
        try await inTemporaryFolder { folder in
            try await record("main-mappings/1000", in: folder)
            let run = try await Program.bench.run("trace", "--format", "json", "a.trace", in: folder)
            let summary: TraceSummary = try JSON.value(run.output)
            #expect((1000...1300).contains(summary.mappings.first?.most ?? 0), "\(summary.mappings)")
        }
    }

    /// Bounds that were fixed on the thread's own stack end the program on the first coroutine.
    @Test func aTraceIsChecked() async throws {
        try await inTemporaryFolder { folder in
            try await record("coroutine/8/assembly", in: folder)
            let run = try await Program.bench.run(
                [
                    "check", "--trace", "a.trace", "--strategy", "fixed,requery", "--format", "json",
                    "--output",
                    "check.json",
                ], in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            let result: CheckResult = try JSON.value(run.output)
            #expect(result.scenarios.map(\.name) == ["trace/a.trace"])
            let fixed = try #require(result.cells.first { $0.strategy == "fixed" })
            #expect(fixed.faults == ["S"] && fixed.step?.number == 2, "\(fixed.reason)")
            #expect(fixed.reason.contains("callback 2 on stack 1 of thread 0"), "\(fixed.reason)")
            #expect(result.cells.first { $0.strategy == "requery" }?.verdict == .ok)
        }
    }

    @Test func threadsOfATraceAreThreads() async throws {
        try await inTemporaryFolder { folder in
            let program = try await CallingProgram.built(in: folder)
            _ = try await CallingProgram.record(
                ["--at", "enter_runtime", "--", program, "threads"], in: folder)
            let run = try await Program.bench.run(
                [
                    "run", "--workload", "trace:a.trace", "--strategy", "sp-window", "--processes", "1",
                    "--samples", "1", "--perf-counters", "none", "--output", "result.json",
                ], in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
        }
    }
}
