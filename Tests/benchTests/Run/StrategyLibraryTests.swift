import BenchResults
import Cells
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// The user's own strategies, from libraries built here by the C compiler.
@Suite("Strategy libraries")
struct StrategyLibraryTests {
    private func library(
        abi: String = "SBS_ABI_VERSION", count: Int = 1, name: String = "mine", update: String = "update",
        more: String = ""
    ) -> String {
        """
        #include "strategy_library.h"
        static void update(sbs_machine *m, uintptr_t sp) { m->lo = sp - 4096; m->hi = sp + 4096; m->guard = m->lo; }
        uintptr_t stay(sbs_machine *m, uintptr_t sp) { (void)m; (void)sp; return 0; }
        void crash(sbs_machine *m, uintptr_t sp) { (void)m; *(volatile int *)(sp & 15) = 1; }
        static const sbs_exported_strategy s[2] = {
            { "\(name)", "rule", 1, { .abi_version = SBS_ABI_VERSION, .attach = update, .update = \(update), \(more) } },
            { "\(name)", "rule", 1, { .abi_version = SBS_ABI_VERSION, .attach = update, .update = \(update) } } };
        const sbs_strategy_library sbs_strategies = { \(abi), \(count), s };
        """
    }

    @Test func exampleIsMeasuredLikeTheBuiltInOnes() async throws {
        try await inTemporaryFolder { folder in
            let path = folder.appending("result.json")
            let run = try await Program.bench.run(
                "--strategy-library", try await BuiltLibrary.path("wide", in: folder), "--workload",
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
                try await BuiltLibrary.path("crash", from: library(update: "crash"), in: folder),
                "--workload", "thread", "--strategy", "mine,fixed", "--processes", "1", "--samples", "1",
                "--perf-counters", "none", "--output", path.string)
            #expect(run.status == .exited(0), "\(run.errors)")
            let cells = try ResultStore.read(path).cells
            #expect(cells.first { $0.subject == "mine" }?.death?.signal == 11)
            #expect(cells.first { $0.subject == "fixed" }?.status == .measured)
        }
    }

    @Test(arguments: [
        ("abi", "7", 1, "mine", "version 7 of the ABI"),
        ("old", "1", 1, "mine", "version 1 of the ABI, this is version 2"),
        ("none", "SBS_ABI_VERSION", 0, "mine", "no strategies"),
        ("twice", "SBS_ABI_VERSION", 2, "mine", "one name twice"),
        ("taken", "SBS_ABI_VERSION", 1, "sp-window", "'sp-window' already"),
        ("name", "SBS_ABI_VERSION", 1, "A name", "'A name' is not a valid name"),
    ])
    func unusableLibraryIsOneLine(
        file: String, abi: String, count: Int, name: String, reason: String
    ) async throws {
        try await inTemporaryFolder { folder in
            let path = try await BuiltLibrary.path(
                file, from: library(abi: abi, count: count, name: name), in: folder)
            try await expectRefusal(of: path, reason)
        }
    }

    @Test func halfOfEnterAndLeaveIsRefused() async throws {
        try await inTemporaryFolder { folder in
            let path = try await BuiltLibrary.path("half", from: library(more: ".enter = stay"), in: folder)
            try await expectRefusal(of: path, "'mine' has only one of enter and leave")
        }
    }

    @Test(arguments: [
        ("/no/such.so", "/no/such.so"), ("/etc/passwd", "/etc/passwd"), ("", "strategy library"),
    ])
    func missingLibraryIsOneLine(path: String, reason: String) async throws {
        try await expectRefusal(of: path, reason)
    }

    private func expectRefusal(of path: String, _ reason: String) async throws {
        try await inTemporaryFolder { folder in
            let run = try await Program.bench.run(
                "--strategy-library", path, "--workload", "thread", in: folder)
            #expect(run.status == .exited(2), "\(run.errors)")
            #expect(run.complaints.count == 1 && run.errors.contains(reason), "\(run.errors)")
            #expect(try folder.entries() == [])
        }
    }
}
