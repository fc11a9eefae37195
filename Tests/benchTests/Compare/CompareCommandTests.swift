import BenchResults
import Cells
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// `bench compare` on files, as a user starts it.
@Suite("Compare")
struct CompareCommandTests {
    private static let reference = Repository.reference.appending("result.json").string

    @Test(arguments: [
        (["compare"], "takes two results"),
        (["compare", "no-such", "none"], "neither a file, nor a saved baseline"),
        (["compare", reference, "/dev/null"], "not a regular file"),
        (["compare", reference, reference, "--alpha", "0"], "--alpha"),
        (["compare", reference, reference, "--threshold=-1"], "--threshold"),
        (["compare", reference, reference, "--filter", "("], "not a regular expression"),
        (["compare", reference, "HEAD~100000"], "neither a file"),
    ])
    func badInputIsOneLine(arguments: [String], expected: String) async throws {
        let run = try await Program.bench.run(arguments, in: Repository.root)
        #expect(run.status == .exited(2))
        #expect(run.complaints.count == 1, "\(run.errors)")
        #expect(run.errors.contains(expected), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    /// Nothing is slower than itself, in any form.
    @Test(arguments: ["table", "markdown", "json", "csv"])
    func aResultAgainstItself(format: String) async throws {
        let run = try await Program.bench.run(
            "compare", Self.reference, Self.reference, "--format", format, in: Repository.root)
        #expect(run.status == .exited(0), "\(run.errors)")
        #expect(!run.output.isEmpty)
        #expect(!run.output.contains("slower"))
        #expect(!run.output.contains("inconclusive"))
        #expect(format == "csv" || run.output.contains("both sides are the same measurement"))
        if format == "table" {
            #expect(run.output.split(separator: "\n").count == 3, "a title and one line: \(run.output)")
        }
    }

    /// A cost that is doubled in the file is found, exits with 3, and can be shown again from the JSON.
    @Test func aSlowerResult() async throws {
        try await inTemporaryFolder { folder in
            var slow = try ResultStore.read(FilePath(Self.reference))
            let index = try #require(
                slow.cells.firstIndex { $0.workload == "thread" && $0.subject == "accurate" })
            slow.cells[index].iterations = slow.cells[index].iterations.map { $0 / 2 }
            let (path, stored) = (folder.appending("slow.json"), folder.appending("comparison.json"))
            try ResultStore.write(slow, to: path)
            let run = try await Program.bench.run(
                "compare", Self.reference, path.string, "--only-changes", "--format", "json", in: folder)
            #expect(run.status == .exited(3), "\(run.errors)")
            try stored.write(run.output)
            let comparison = try ResultStore.read(stored, as: ResultComparison.self)
            #expect(comparison.rows.map(\.cell.description) == ["thread:accurate"])
            #expect(comparison.rows[0].verdict == .slower)
            try await JSONSchema.check(stored, "comparison")
            let again = try await Program.bench.run("compare", stored.string, in: folder)
            #expect(again.status == .exited(3))
            #expect(again.output.contains("slower"))
        }
    }

    /// What another tool measured is shown beside ours. Nothing is known of its machine, and the output says so.
    @Test func anImportedBenchmark() async throws {
        try await inTemporaryFolder { folder in
            let exported = try await Program.bench.run("export", Self.reference, "--to", "go", in: folder)
            let path = folder.appending("bench.txt")
            try Data((exported.output + "BenchmarkCgoCallback-8 1000 61.5 ns/op\n").utf8)
                .write(to: URL(filePath: path.string))
            let run = try await Program.bench.run(
                "compare", Self.reference, path.string, "--filter", "^thread:|Cgo", in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.output.contains("CgoCallback") && run.output.contains("only in new"))
            #expect(run.output.contains("does not say where and how"))
            #expect(run.output.contains("thread:requery"))
        }
    }
}
