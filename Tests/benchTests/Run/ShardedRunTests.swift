import BenchResults
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// A run that is measured in parts, by the real program.
@Suite("Sharded runs")
struct ShardedRunTests {
    private static let plan = [
        "run", "--workload", "thread,main,nested/4", "--strategy", "none,fixed,requery", "--processes", "4",
        "--samples", "1", "--perf-counters", "none", "--seed", "5",
    ]

    private func run(_ arguments: [String], in folder: FilePath, expecting status: Int32 = 0) async throws
        -> String
    {
        let run = try await Program.bench.run(arguments, in: folder)
        #expect(run.status == .exited(status), "\(arguments): \(run.errors)")
        return status == 0 ? run.output : run.errors
    }

    private func shards(_ count: Int, in folder: FilePath) async throws -> [String] {
        var files: [String] = []
        for index in 1...count {
            files.append("\(index).json")
            _ = try await run(
                Self.plan + ["--shard", "\(index)/\(count)", "--output", files[index - 1]], in: folder)
        }
        return files
    }

    @Test(arguments: [3, 7])
    func shardsAreMergedToTheWholeRun(count: Int) async throws {
        try await inTemporaryFolder { folder in
            let files = try await shards(count, in: folder)
            _ = try await run(Self.plan + ["--output", "whole.json"], in: folder)
            _ = try await run(["merge"] + files + ["--output", "merged.json"], in: folder)
            let whole = try ResultStore.read(folder.appending("whole.json"))
            let merged = try ResultStore.read(folder.appending("merged.json"))
            #expect(merged.isComplete && merged.plan == whole.plan && merged.merged?.count == count)
            #expect(merged.cells.map(\.id) == whole.cells.map(\.id))
            #expect(merged.cells.map(\.status) == whole.cells.map(\.status))
            #expect(merged.cells.map { $0.replicates.map(\.round) } == whole.cells.map { _ in [0, 1, 2, 3] })
            #expect(merged.cells.map(\.iterations).allSatisfy { $0 != nil })
            for reader in [
                ["report", "merged.json", "--output", "page.html"],
                ["report", "merged.json", "--format", "table"],
                ["report", "merged.json", "--format", "brief"],
                ["compare", "whole.json", "merged.json"], ["history", "--results", "."],
                ["export", "merged.json", "--to", "go"], ["export", "merged.json", "--to", "google"],
                ["export", "merged.json", "--to", "sqlite", "--output", "r.sqlite"],
            ] {
                _ = try await run(reader, in: folder)
            }
            let page = try folder.appending("page.html").text()
            #expect(page.contains("The shards, and what each measured"))
            let refusal = try await run(
                ["run", "--resume", "1.json", "--shard", "2/\(count)"], in: folder, expecting: 2)
            #expect(refusal.contains("and its shard"))
            try await JSONSchema.check(folder.appending("1.json"), "result")
            try await JSONSchema.check(folder.appending("merged.json"), "result")
        }
    }

    /// Another machine, as a result would say it.
    private func forge(_ file: String, in folder: FilePath) throws {
        let path = folder.appending(file)
        let text = try path.text()
        let model = /"model":("[^"]*"|\{[^}]*\})/
        #expect(text.contains(model))
        try path.write(text.replacing(model, with: #""model":"Forged 9000""#))
    }

    @Test func everyReaderKeepsMachinesApart() async throws {
        try await inTemporaryFolder { folder in
            let files = try await shards(3, in: folder)
            try forge("2.json", in: folder)
            let table = try await run(["merge"] + files + ["--output", "merged.json"], in: folder)
            #expect(table.contains("Forged 9000, CPUs ") && table.contains("\nMachines\n"))
            guard case .merged(let merged) = try ResultStore.readAny(folder.appending("merged.json")) else {
                Issue.record("not of several machines")
                return
            }
            #expect(merged.machines.map { $0.merged?.map(\.shard.index) } == [[1, 3], [2]])
            let page = try await run(["report", "merged.json", "--format", "markdown"], in: folder)
            #expect(page.contains("merged.json#2") && !page.contains("not comparable"))
            let csv = try await run(["export", "merged.json", "--to", "csv"], in: folder)
            let forged = csv.split(separator: "\r\n").filter { $0.contains("Forged 9000") }
            #expect(forged.allSatisfy { $0.hasPrefix("main,") || $0.hasPrefix("thread,empty-loop,") })
            #expect(forged.count == merged.machines[1].cells.count)
            #expect(
                try await run(["export", "merged.json", "--to", "go"], in: folder).contains(
                    "\nmachine: Forged"))
            for form in ["google", "bencher", "openmetrics"] {
                let refusal = try await run(
                    ["export", "merged.json", "--to", form], in: folder, expecting: 2)
                #expect(refusal.contains("merged.json: was measured on 2 machines"), "\(refusal)")
                _ = try await run(["export", "merged.json#2", "--to", form], in: folder)
            }
            let history = try await run(["history", "--results", ".", "--format", "json"], in: folder)
            #expect(history.contains("merged.json#1") && history.contains("merged.json#2"))
            #expect(!history.contains(#""./1.json""#))
            // The other side says which machine is meant, or somebody has to.
            let comparison = try await run(["compare", "merged.json", "merged.json#2"], in: folder)
            #expect(comparison.contains("what was measured on Forged 9000"))
            let refusal = try await run(["compare", "merged.json", "merged.json"], in: folder, expecting: 2)
            #expect(refusal.contains("name one, merged.json#1"))
            _ = try await run(["report", "merged.json#3"], in: folder, expecting: 2)
            _ = try await run(["merge", "merged.json"], in: folder, expecting: 2)
            try await JSONSchema.check(folder.appending("merged.json"), "merged")
        }
    }

    @Test(arguments: ["0/8", "9/8", "3", "a/b", "3/8/1", "-1/2", ""])
    func aBadShardIsOneLine(text: String) async throws {
        let run = try await Program.bench.run("run", "--shard", text)
        #expect(run.status == .exited(2) && run.output.isEmpty)
        #expect(run.errors.hasPrefix("bench: --shard \(text): write PART/PARTS"))
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test func aShardWithoutWorkIsAResult() async throws {
        try await inTemporaryFolder { folder in
            let plan = [
                "run", "--workload", "thread", "--strategy", "fixed", "--processes", "2", "--samples", "1",
            ]
            for index in 1...2 {
                _ = try await run(
                    plan + ["--shard", "\(index)/2", "--output", "\(index).json"], in: folder)
            }
            #expect(try ResultStore.read(folder.appending("2.json")).cells.isEmpty)
            let merged = try await run(["merge", "1.json", "2.json", "--format", "json"], in: folder)
            #expect(merged.contains(#""isComplete":true"#))
            for form in ["table", "brief", "markdown", "html"] {
                _ = try await run(["report", "2.json", "--format", form], in: folder)
            }
            for option in ["--baseline", "--save-baseline"] {
                let refusal = try await run(plan + ["--shard", "1/2", option, "b"], in: folder, expecting: 2)
                #expect(refusal.hasPrefix("bench: \(option) b: shard 1/2 is a part of a run"))
            }
        }
    }

    /// The shell commands of docs/method.md, as they are written there.
    @Test func theExampleOfThePageWorks() async throws {
        let page = try Repository.root.appending("docs/method.md").text()
        let block = try #require(page.split(separator: "```").first { $0.hasPrefix("sh\nfor part in") })
        try await inTemporaryFolder { folder in
            let script = block.dropFirst(3).replacing("bench ", with: "\(Program.bench.path) ")

            let run = try await Program.shell.run("-ec", String(script), in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.output.contains("Merged from shards 1-3 of 3"))
        }
    }
}
