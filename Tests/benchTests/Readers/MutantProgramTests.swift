import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Some of the mutants, given to the program itself: it ends with an exit status that says what it thinks of them.
@Suite("Mutants and the program")
struct MutantProgramTests {
    private static let seeds = Repository.root.appending("Tests/ReaderFuzz/Seeds")

    /// A command for a file; `%` stands for it.
    static let commands = [
        ["report", "%"], ["report", "--format", "markdown", "%"], ["report", "--format", "table", "%"],
        ["compare", "%", "%"],
        ["compare", "--force", "--format", "csv", seeds.appending("run.json").string, "%"],
        ["compare", "--format", "json", "%"], ["export", "--to", "go", "%"], ["export", "--to", "csv", "%"],
        ["history", "--results", "."],
    ]

    @Test(arguments: commands.indices)
    func everyCommandEnds(index: Int) async throws {
        try await inTemporaryFolder { folder in
            let file = folder.appending("mutant.json")
            for number in 0..<25 {
                try file.write(try await Self.mutant(index * 1000 + number, of: Self.seeds))
                let arguments = Self.commands[index].map { $0 == "%" ? "mutant.json" : $0 }
                try await Self.expectAnEnd(arguments, in: folder, "mutant \(index * 1000 + number)")
            }
        }
    }

    /// A run is measured, whatever its baseline is.
    @Test func everyBaselineIsTakenOrRefused() async throws {
        try await inTemporaryFolder { folder in
            let baselines = folder.appending("results/local/baselines")
            try FileManager.default.createDirectory(
                atPath: baselines.string, withIntermediateDirectories: true)
            let one = try await inTemporaryFolder { only in
                try await self.mutants(of: "run.json", in: only, count: 12)
            }
            for mutant in one {
                try baselines.appending("mutant.json").write(mutant)
                try await Self.expectAnEnd(
                    [
                        "run", "--baseline", "mutant", "--workload", "thread", "--strategy", "fixed",
                        "--processes", "1", "--samples", "1", "--perf-counters", "none",
                    ], in: folder, "a baseline")
            }
        }
    }

    /// A journal whose records are damaged, in a run that this very program began.
    @Test func everyJournalIsResumedOrRefused() async throws {
        try await inTemporaryFolder { folder in
            let (seeds, result) = (folder.appending("seeds"), folder.appending("result.json"))
            try FileManager.default.createDirectory(atPath: seeds.string, withIntermediateDirectories: false)
            let run = try await Program.bench.run(
                "run", "--workload", "thread", "--strategy", "fixed", "--processes", "1", "--samples", "1",
                "--perf-counters", "none", "--format", "json", "--output", result.string, in: folder)
            try #require(run.status == .exited(0), "\(run.errors)")
            let records = try Self.seeds.appending("run.journal").text().split(separator: "\n")
            let header = try Self.header(plan: String(records[0]), provenance: run.output)
            try seeds.appending("run.journal").write(
                ([header] + records.dropFirst().map(String.init)).joined(separator: "\n") + "\n")
            for number in 0..<25 {
                // The plan stays, or a mutant could be a run of hours.
                let mutant = String(decoding: try await Self.mutant(number, of: seeds), as: UTF8.self)
                let rest = mutant.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
                    .dropFirst()
                try folder.appending("result.json.journal").write(
                    header + "\n" + rest.joined(separator: "\n"))
                try await Self.expectAnEnd(
                    ["run", "--resume", result.string], in: folder, "journal \(number)")
            }
        }
    }

    private func mutants(of seed: String, in folder: FilePath, count: Int) async throws -> [Data] {
        try folder.appending(seed).write(try Self.seeds.appending(seed).data())
        var mutants: [Data] = []
        for number in 0..<count { mutants.append(try await Self.mutant(number, of: folder)) }
        return mutants
    }

    private static func mutant(_ number: Int, of seeds: FilePath) async throws -> Data {
        try await inTemporaryFolder { folder in
            let file = folder.appending("mutant")
            let run = try await Program.readerFuzz.run(seeds.string, "write", "\(number)", file.string)
            try #require(run.status == .exited(0), "\(run.errors)")
            return try file.data()
        }
    }

    /// The first line of a journal, with the plan of one and where and by what a result was made.
    private static func header(plan: String, provenance: String) throws -> String {
        var (plan, result) = (JSONParser(text: Array(plan.utf8)), JSONParser(text: Array(provenance.utf8)))
        var header = try plan.value()
        header["provenance"] = try result.value()["provenance"]
        return String(decoding: try JSONEncoder().encode(header), as: UTF8.self)
    }

    private static func expectAnEnd(_ arguments: [String], in folder: FilePath, _ what: String) async throws {
        let run = try await Program.bench.run(arguments, in: folder)
        guard case .exited(let status) = run.status, [0, 2, 3].contains(status) else {
            Issue.record("\(what): bench \(arguments) ended by \(run.status): \(run.errors.prefix(500))")
            return
        }
        for text in [run.output, run.errors] {
            let isLegible = text.unicodeScalars.allSatisfy { scalar in
                "\n\r\t".unicodeScalars.contains(scalar) || scalar.properties.generalCategory != .control
            }
            #expect(isLegible && !text.contains("\u{202E}"), "\(what): bench \(arguments)")
        }
    }
}
