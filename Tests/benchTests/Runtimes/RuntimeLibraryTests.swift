import BenchResults
import Cells
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Runtimes of the user's own, from libraries built here by the C compiler.
@Suite("Runtime libraries", .requires(.cCompiler))
struct RuntimeLibraryTests {
    private static let small = [
        "--strategy", "fixed", "--processes", "1", "--samples", "1", "--perf-counters", "none",
    ]

    private func run(
        _ library: String, _ workloads: String, in folder: FilePath
    ) async throws -> (run: Program.Run, result: BenchResult) {
        let path = folder.appending("result.json")
        let run = try await Program.bench.run(
            ["--runtime-library", library, "--workload", workloads, "--output", path.string] + Self.small,
            in: folder, deadline: .seconds(300))
        #expect(
            try await CommandLines.left(containing: folder.lastComponent!.string) == [], "processes are left")
        #expect(run.status == .exited(0), "\(run.errors)")
        return (run, try ResultStore.read(path))
    }

    /// Each loop enters it, and proves where its callbacks come from.
    @Test func exampleIsMeasuredInEveryWorkloadThatItCanDo() async throws {
        try await inTemporaryFolder { folder in
            let workloads = [
                "thread", "main", "main-mappings/1000", "coroutine/2/assembly", "coroutine-own",
                "main-coroutine/0", "nested/4", "depth", "thread-churn", "threads/2", "stack-churn/64",
                "profile/frankenphp", "migrate",
            ]
            let library = try await RuntimePlugIn.builtExample(as: "tiny", in: folder)
            let (_, result) = try await run(
                library, (workloads + ["signal"]).joined(separator: ","), in: folder)
            for workload in workloads {
                let cell = try #require(
                    result.cells.first { $0.name == "\(workload):tiny 1.0" }, "\(workload)")
                #expect(cell.status == .measured, "\(workload): \(cell.reason ?? "")")
                #expect(cell.kind == .runtime && cell.netOfFloor == nil && cell.ratioToBest == nil)
                #expect(cell.queriesPerCallback == nil)
            }
            let runtime = try #require(result.plan.runtimes?.first)
            #expect(runtime.leftOut.map(\.workload) == ["signal", "signal/badsignal"])
            #expect(result.cells.contains { $0.name == "signal:tiny 1.0" } == false)
        }
    }

    /// The processes of all rows have as many mappings, so that no row's queries take longer for that.
    @Test func rowsBesideARuntimeHaveAsManyMappings() async throws {
        try await inTemporaryFolder { folder in
            let library = try await RuntimePlugIn(
                start: """
                    for (int i = 0; i < 300; i++) {
                        void *page = aligned_alloc(4096, 4096);
                        (void)page;
                    }
                    char *pages = aligned_alloc(4096, 600 * 4096);
                    extern int mprotect(void *, size_t, int);
                    for (int i = 0; i < 600; i += 2) mprotect(pages + i * 4096, 4096, 1);
                    """
            ).built(as: "many", in: folder)
            let (_, result) = try await run(library, "main", in: folder)
            let counts = result.cells.compactMap { $0.replicates.first?.mappings }
            #expect(counts.count == result.cells.count && counts.count >= 4)
            let (least, most) = (try #require(counts.min()), try #require(counts.max()))
            #expect(least > 600 && most - least <= 4, "\(counts)")
        }
    }

    /// Only the thread that started it can call back: it is started on that one, and left out elsewhere.
    @Test func aRuntimeOfOneThread() async throws {
        try await inTemporaryFolder { folder in
            let library = try await RuntimePlugIn(
                declarations: "static pthread_t owner;", start: "owner = pthread_self();",
                callback: "if (!pthread_equal(owner, pthread_self())) abort();", members: ".abilities = 0"
            ).built(as: "one", in: folder)
            let (_, result) = try await run(library, "thread,main,threads/2,thread-churn", in: folder)
            #expect(result.cells.first { $0.name == "thread:mine 1" }?.status == .measured)
            #expect(result.cells.first { $0.name == "main:mine 1" }?.status == .measured)
            let left = try #require(result.plan.runtimes?.first).leftOut
            #expect(left.map(\.workload) == ["thread-churn", "threads/2", "threads/2/churn"])
            #expect(Set(left.map(\.reason)) == ["only the thread that started it can call back"])
        }
    }

    /// One file, however it is named, is one runtime, for every command.
    @Test func aLibraryThatIsNamedTwiceIsOne() async throws {
        try await inTemporaryFolder { folder in
            let library = try await RuntimePlugIn.builtExample(as: "tiny", in: folder)
            let name = try #require(FilePath(library).lastComponent)
            let twice = ["--runtime-library", library, "--runtime-library", "./\(name.string)"]
            let check = try await Program.bench.run(
                ["check", "--scenario", "runtime/own-thread", "--output", "check.json"] + twice, in: folder)
            #expect(check.status == .exited(0), "\(check.errors)")
            let checked = try ResultStore.read(folder.appending("check.json"), as: CheckResult.self)
            #expect(checked.runtimes?.runtimes.count == 1)
            let run = try await Program.bench.run(
                ["--workload", "thread", "--output", "run.json"] + Self.small + twice, in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(try ResultStore.read(folder.appending("run.json")).plan.runtimes?.count == 1)
        }
    }

    static let deadCells: [(String, RuntimePlugIn, String)] = [
        (
            "crashes later", RuntimePlugIn(callback: "if (calls > 100) raise(SIGSEGV);"),
            "no message, signal 11"
        ),
        (
            "refuses all but the first",
            RuntimePlugIn(
                callback: "if (calls > 1) return SBS_CALLBACK_FAILED;",
                failure: #"if (calls > 1) return "out of luck";"#), "callback refused: out of luck, signal 6"
        ),
        (
            // What is measured would not be callbacks.
            "fails in the loop",
            RuntimePlugIn(
                callback: "if (calls > 1000) return SBS_CALLBACK_OVERFLOW;",
                failure: #"if (calls > 1000) return "the stack is used up";"#),
            "callback refused: the stack is used up, signal 6"
        ),
        (
            // The end that it returns counts, whatever it says of it.
            "fails in the loop without a word",
            RuntimePlugIn(callback: "if (calls > 1000) return 77;"),
            "callback refused: the runtime does not say why, signal 6"
        ),
        ("exits", RuntimePlugIn(callback: "if (calls > 100) _exit(0);"), "did not answer"),
    ]

    /// The rest of the run goes on.
    @Test(arguments: deadCells.indices) func isADeadCell(_ index: Int) async throws {
        let (name, plugIn, reason) = Self.deadCells[index]
        try await inTemporaryFolder { folder in
            let path = folder.appending("result.json")
            let run = try await Program.bench.run(
                [
                    "--runtime-library", try await plugIn.built(as: "bad", in: folder), "--workload",
                    "thread",
                    "--output", path.string,
                ] + Self.small, in: folder)
            let cells = try ResultStore.read(path).cells
            let cell = try #require(cells.first { $0.subject == "mine 1" }, "\(name): \(run.errors)")
            #expect(
                cell.nanosecondsPerCallback == nil && cell.reason?.contains(reason) == true,
                "\(cell.reason ?? "")")
            #expect(cells.first { $0.subject == "fixed" }?.status == .measured)
        }
    }
}
