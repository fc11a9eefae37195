import BenchResults
import FoundationEssentials
import MachineInspection
import SystemPackage
import TestSupport
import Testing

/// Results that are stored, read again by the program.
@Suite("History and baselines")
struct HistoryCommandTests {
    private static let reference = Repository.reference.string

    @Test func tableAndJSON() async throws {
        let table = try await Program.bench.run("history", "thread:fixed", "--results", Self.reference)
        #expect(table.status == .exited(0), "\(table.errors)")
        let commit = try ResultStore.read(FilePath(Self.reference + "/result.json")).provenance.source.commit
        #expect(table.output.contains("thread:fixed"))
        #expect(table.output.contains(String(try #require(commit.value).prefix(12))))
        #expect(table.errors.isEmpty, "the verdicts on record are no result, and no concern")
        let json = try await Program.bench.run("history", "--results", Self.reference, "--format", "json")
        struct Document: Decodable {
            let schema: String
            let sessions: [Session]
            struct Session: Decodable { let file: String }
        }
        let document = try JSONDecoder().decode(Document.self, from: Data(json.output.utf8))
        #expect(document.schema == "stack-bounds-bench/history" && document.sessions.count == 2)
    }

    /// One bad file is named and does not hide the others.
    @Test func aBadFileIsPassedOver() async throws {
        try await inTemporaryFolder { folder in
            let good = try Data(contentsOf: URL(filePath: Self.reference + "/result.json"))
            try good.write(to: URL(filePath: folder.appending("good.json").string))
            try good.prefix(1000).write(to: URL(filePath: folder.appending("bad.json").string))
            let run = try await Program.bench.run("history", "thread", "--results", folder.string)
            #expect(run.status == .exited(0))
            #expect(run.complaints.count == 1 && run.errors.contains("skipped: \(folder)/bad.json"))
            #expect(run.output.contains("good.json"))
        }
    }

    @Test func aBaselineIsSavedUnderItsName() async throws {
        try await inTemporaryFolder { folder in
            let small = [
                "--workload", "thread", "--strategy", "fixed", "--processes", "1", "--samples", "1",
                "--perf-counters", "none",
            ]
            let run = try await Program.bench.run(small + ["--save-baseline", "v1.2_a-b"], in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            let saved = folder.appending("results/local/baselines/v1.2_a-b.json")
            #expect(try ResultStore.read(saved).isComplete)
            let again = try await Program.bench.run(small + ["--baseline", "v1.2_a-b"], in: folder)
            // One process has no interval: nothing can be found, and nothing may be claimed.
            #expect(again.status == .exited(0), "\(again.errors)")
            #expect(again.output.contains("v1.2_a-b"))
        }
    }
}
