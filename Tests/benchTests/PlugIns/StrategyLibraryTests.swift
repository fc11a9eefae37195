import BenchResults
import Cells
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// The user's own strategies, from libraries built here by the C compiler.
@Suite("Strategy libraries", .requires(.cCompiler))
struct StrategyLibraryTests {
    @Test func exampleIsMeasuredLikeTheBuiltInOnes() async throws {
        try await inTemporaryFolder { folder in
            let path = folder.appending("result.json")
            let run = try await Program.bench.run(
                "--strategy-library", try await PlugIn.builtExample(as: "wide", in: folder), "--workload",
                "thread,coroutine/2/assembly",
                "--strategy", "wide-window,wide-window:margin=4096", "--processes", "1", "--samples", "1",
                "--perf-counters", "none", "--output", path.string)
            #expect(run.status == .exited(0), "\(run.errors)")
            let result = try ResultStore.read(path)
            for name in [
                "thread:wide-window", "thread:wide-window:margin=4096", "coroutine/2/assembly:wide-window",
            ] {
                let cell = try #require(result.cells.first { $0.name == name }, "\(name)")
                #expect(cell.status == .measured)
                #expect(cell.queriesPerCallback == 0)
            }
        }
    }

    @Test func crashIsADeadCellNotADeadRun() async throws {
        try await inTemporaryFolder { folder in
            let path = folder.appending("result.json")
            let run = try await Program.bench.run(
                "--strategy-library",
                try await PlugIn(update: "raise(SIGSEGV);").built(as: "crash", in: folder),
                "--workload", "thread", "--strategy", "mine,fixed", "--processes", "1", "--samples", "1",
                "--perf-counters", "none", "--output", path.string)
            #expect(run.status == .exited(0), "\(run.errors)")
            let cells = try ResultStore.read(path).cells
            #expect(cells.first { $0.subject == "mine" }?.death?.signal == 11)
            #expect(cells.first { $0.subject == "fixed" }?.status == .measured)
        }
    }
}
