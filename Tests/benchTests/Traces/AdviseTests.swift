import BenchResults
import SystemPackage
import TestSupport
import Testing

/// A recorded program, and what strategies would do to it.
@Suite("Advise", .requires(.cCompiler))
struct AdviseTests {
    @Test(.requires(.pythonJSONSchema))
    func theAdviceIsAsItsSchemaSays() async throws {
        try await inTemporaryFolder { folder in
            let program = try await CallingProgram.built(in: folder)
            _ = try await CallingProgram.record(
                ["--at", "enter_runtime", "--end", "leave_runtime", "--", program, "nested"], in: folder)
            let run = try await Program.bench.run(
                [
                    "advise", "a.trace", "--quick", "--strategy", "fixed,sp-window,requery", "--format",
                    "json",
                    "--output", "result.json",
                ], in: folder, deadline: .seconds(600))
            #expect(run.status == .exited(0), "\(run.errors)")
            let path = folder.appending("advice.json")
            try path.write(run.output)
            try await JSONSchema.check(path, "advice")
            let advice: Advice = try JSON.value(run.output)
            #expect(advice.program == "calling" && advice.recordedPart == 1)
            #expect(advice.patterns == ["main thread", "nested"])
            #expect(
                advice.scenarios.contains("nested-deeper/again") && advice.scenarios.contains("shallow/main"))
            #expect(!advice.scenarios.contains("shallow/thread"))
            let requery = try #require(advice.rows.first { $0.strategy == "requery" })
            // It asks again while a callback is in progress.
            #expect(requery.faults == [] && requery.reachableFaults?.contains("S") == true, "\(requery)")
            // The floor is not judged.
            #expect(advice.rows.allSatisfy { $0.strategy == "none" || $0.reachableFaults != nil })
        }
    }
}
