import BenchResults
import SystemPackage
import TestSupport
import Testing

/// A trace wherever a workload can be: with plug-ins, exact counts, comparisons of results and of commits.
@Suite("Traces as workloads")
struct TraceUseTests {
    private static let corpus = Repository.root.appending("results/traces")

    /// Runs one of the corpus as `a.trace`.
    private func run(
        _ name: String, _ options: [String], in folder: FilePath, to output: String = "result.json"
    ) async throws -> BenchResult {
        try folder.appending("a.trace").write(Self.corpus.appending(name).data())
        let run = try await Program.bench.run(
            [
                "run", "--workload", "trace:a.trace", "--processes", "1", "--samples", "1", "--output",
                output,
            ] + options, in: folder, deadline: .seconds(600))
        try #require(run.status == .exited(0), "\(run.errors)")
        return try ResultStore.read(folder.appending(output))
    }

    @Test(.requires(.cCompiler))
    func aStrategyLibraryIsMeasuredOnIt() async throws {
        try await inTemporaryFolder { folder in
            let library = try await PlugIn().built(as: "mine", in: folder)
            let result = try await run(
                "go-coroutines.trace",
                ["--strategy-library", library, "--strategy", "mine", "--perf-counters", "none"], in: folder)
            let cell = try #require(
                result.cells.first { $0.subject == "mine" && $0.workload == "trace/a.trace" })
            #expect(cell.status == .measured && cell.queriesPerCallback == 0, "\(cell)")
        }
    }

    @Test(.requires(.valgrind))
    func exactCountsAreEqualInEachRun() async throws {
        try await inTemporaryFolder { folder in
            func counts(_ output: String) async throws -> [ExactCount] {
                let result = try await run(
                    "python-greenlet.trace",
                    ["--strategy", "none,tiered", "--counters", "exact", "--repeats", "1"], in: folder,
                    to: output)
                return try ["none", "tiered"].map { subject in
                    let cell = result.cells.first { $0.name == "trace/a.trace:\(subject)" }
                    let counter = cell?.counters.first { $0.name == "instructions" }
                    return try #require(counter?.exact, "\(subject): \(counter?.reason ?? "no counter")")
                }
            }
            let first = try await counts("1.json")
            #expect(first.count >= 2 && first.allSatisfy { $0.count > 0 }, "\(first)")
            #expect(try await counts("2.json") == first)
        }
    }

    /// Costs of one trace are compared, but not with those of another of the same name.
    @Test func resultsOfOneTraceAreCompared() async throws {
        try await inTemporaryFolder { folder in
            let options = ["--strategy", "requery", "--perf-counters", "none"]
            _ = try await run("go-coroutines.trace", options, in: folder, to: "1.json")
            _ = try await run("go-coroutines.trace", options, in: folder, to: "2.json")
            _ = try await run("python-greenlet.trace", options, in: folder, to: "3.json")
            func reason(_ old: String, _ new: String) async throws -> ComparisonRow {
                let run = try await Program.bench.run(
                    ["compare", old, new, "--format", "json"], in: folder, deadline: .seconds(120))
                let comparison: ResultComparison = try JSON.value(run.output)
                return try #require(
                    comparison.rows.first { $0.workload == "trace/a.trace" && $0.subject == "requery" })
            }
            let same = try await reason("1.json", "2.json")
            #expect(same.verdict != .notComparable, "\(same)")
            let other = try await reason("1.json", "3.json")
            #expect(other.verdict == .notComparable, "\(other)")
            #expect(other.reason?.contains("another trace has that name") == true, "\(other)")
        }
    }

    /// Whether both programs replay traces, and what becomes of the cell.
    static let commits: [(Bool, Bool, ComparisonVerdict)] = [
        (true, true, .noChange), (false, true, .onlyInNew), (false, false, .notComparable),
    ]

    @Test(arguments: commits)
    func commitsAreComparedOnIt(_ old: Bool, _ new: Bool, _ verdict: ComparisonVerdict) async throws {
        try await FakeProject.inFolder { project in
            try await project.commit(FakeProject.program(nanoseconds: 100_000, replaysTraces: old))
            try await project.commit(FakeProject.program(nanoseconds: 100_001, replaysTraces: new))
            let trace = project.repository.appending("a.trace")
            try trace.write(Self.corpus.appending("go-coroutines.trace").data())
            let run = try await project.commits(["HEAD~1", "HEAD", "--workload", "trace:a.trace"])
            #expect(run.status == .exited(0), "\(run.errors)")
            let rows = try project.comparison().rows.filter { $0.workload == "trace/a.trace" }
            #expect(rows.contains { $0.subject == "sp-window" && $0.verdict == verdict }, "\(rows)")
        }
    }

    /// `--workload all` measures the corpus, where it is there.
    @Test func theCorpusIsListedWhereItIs() async throws {
        let here = try await Program.bench.run(["list"], in: Repository.root, deadline: .seconds(600))
        for name in try Self.corpus.entries() where name.hasSuffix(".trace") {
            #expect(here.output.contains("trace/results/traces/\(name)"), "\(name)")
        }
        try await inTemporaryFolder { folder in
            let elsewhere = try await Program.bench.run(["list"], in: folder, deadline: .seconds(600))
            #expect(elsewhere.status == .exited(0) && !elsewhere.output.contains("trace/results"))
        }
    }
}
