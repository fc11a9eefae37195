import BenchResults
import ChildProtocol
import FoundationEssentials
import PerfCounters
import SystemPackage
import TestSupport
import Testing

/// Exact counts, of real runs under valgrind.
@Suite("Exact counts", .requires(.valgrind))
struct ExactTests {
    /// Two strategies that differ by one instruction.
    private static let library = PlugIn(
        names: [#""plain""#],
        declarations: """
            static void plain(sbs_machine *m, uintptr_t sp) { m->lo = sp - 8192; m->hi = sp + 64; m->guard = m->lo; }
            static void more(sbs_machine *m, uintptr_t sp) { plain(m, sp); __asm__ volatile("nop"); }
            static const sbs_exported_strategy two[2] = {
                { "plain", "a window", 1, { .abi_version = SBS_ABI_VERSION, .attach = plain, .update = plain } },
                { "one-more", "and a nop", 1, { .abi_version = SBS_ABI_VERSION, .attach = plain, .update = more } } };
            """, count: "2", table: "two")

    /// One run from the build folder, and one of a copy in another folder with another environment.
    private func results() async throws -> [BenchResult] {
        try await inTemporaryFolder { folder in
            let library = try await Self.library.built(as: "two", in: folder)
            let elsewhere = folder.appending("a folder with a longer name")
            try FileManager.default.createDirectory(
                atPath: elsewhere.string, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: Program.bench.path.string, toPath: elsewhere.appending("bench").string)
            var results: [BenchResult] = []
            for (program, environment) in [
                (Program.bench, nil),
                (
                    Program(path: elsewhere.appending("bench")),
                    [
                        "PATH": "/usr/local/bin:/usr/bin:/bin", "OTHER": String(repeating: "o", count: 1000),
                    ]
                ),
            ] as [(Program, [String: String]?)] {
                let path = folder.appending("result.json")
                let run = try await program.run(
                    [
                        "--workload", "coroutine/8/assembly", "--strategy-library", library, "--strategy",
                        "fixed,sp-window,accurate,plain,one-more", "--quick", "--processes", "1", "--samples",
                        "1", "--counters", "exact", "--repeats", "1", "--output", path.string,
                    ], environment: environment ?? [:], inheritsEnvironment: environment == nil)
                #expect(run.status == .exited(0), "\(run.errors)")
                results.append(try ResultStore.read(path))
                try await JSONSchema.check(path, "result")
            }
            return results
        }
    }

    @Test func areEqualInEveryRunAndShowOneInstruction() async throws {
        let results = try await results()
        let first = results[0]
        func exact(_ result: BenchResult, _ subject: String) throws -> ExactCount {
            let cell = result.cells.first { $0.name == "coroutine/8/assembly:\(subject)" }
            let counter = cell?.counters.first { $0.name == "instructions" }
            return try #require(counter?.exact, "\(subject): \(counter?.reason ?? "no counter")")
        }
        for subject in ["empty-loop", "none", "sp-window", "accurate", "plain", "one-more"] {
            let count = try exact(first, subject)
            #expect(count.callbacks == 1024)
            #expect(try exact(results[1], subject) == count, "\(subject) in another environment and folder")
        }
        // A death is a result.
        let dead = try #require(first.cells.first { $0.name == "coroutine/8/assembly:fixed" })
        #expect(dead.status == .died && dead.counters.isEmpty)

        let (plain, more) = (try exact(first, "plain"), try exact(first, "one-more"))
        #expect(more.count - plain.count == plain.callbacks, "one instruction per callback")
        try checkFunctions(of: first)
        #expect(first.counters.map(\.source) == [.callgrind])
        #expect(first.counters.map(\.cellsWithout) == [0])
    }

    /// The functions add up, and the entry executes the same instructions whatever strategy it calls; one
    /// that restores bounds takes the entry's other path.
    private func checkFunctions(of result: BenchResult) throws {
        var entries: [String: UInt64] = [:]
        for cell in result.cells where cell.workload != "thread" && cell.subject != "empty-loop" {
            guard let functions = cell.functions else { continue }
            #expect(functions.reduce(0) { $0 + $1.instructions } == cell.counters[0].exact?.count)
            let entry = try #require(functions.first { $0.symbol == "sbs_callback" })
            #expect(entry.object == "bench")
            let hasOptions = functions.contains { $0.symbol == "callback_with_options" }
            if !hasOptions { entries[cell.subject] = entry.instructions }
        }
        #expect(Set(entries.keys).isSuperset(of: ["none", "sp-window", "plain", "one-more"]))
        #expect(Set(entries.values).count == 1, "\(entries)")
        let names = Set(result.cells.flatMap { $0.functions ?? [] }.map(\.name))
        #expect(names.contains { $0.contains("BoundsStrategy.none") }, "\(names)")
        #expect(!names.contains { $0.hasPrefix("$s") })
    }
}
