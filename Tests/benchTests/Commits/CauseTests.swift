import BenchResults
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// What both sides execute, beside the verdict on time, of real programs.
@Suite("Causes")
struct CauseTests {
    private let sides = ["commits", Program.bench.path.string]
    private let cells = ["--workload", "thread", "--strategy", "fixed", "--skip-check", "--budget", "1s"]

    private func rows(
        _ new: FilePath, _ options: [String], environment: [String: String] = [:]
    ) async throws -> (run: Program.Run, rows: [ComparisonRow], comparison: ResultComparison) {
        let file = new.removingLastComponent().appending("comparison.json")
        let run = try await Program.bench.run(
            sides + [new.string] + cells + options + ["--output", file.string], environment: environment)
        #expect([.exited(0), .exited(3)].contains(run.status), "\(run.errors)")
        try await JSONSchema.check(file, "comparison")
        let comparison = try ResultStore.read(file, as: ResultComparison.self)
        return (run, comparison.rows, comparison)
    }

    /// Too little time to decide anything, and the same program: it is not undecided.
    @Test(.requires(.valgrind))
    func sameCode() async throws {
        try await inTemporaryFolder { folder in
            let new = folder.appending("new")
            try FileManager.default.copyItem(atPath: Program.bench.path.string, toPath: new.string)
            let (run, rows, _) = try await rows(new, ["--force"])
            #expect(run.status == .exited(0))
            #expect(rows.map(\.verdict) == [.sameCode, .sameCode], "\(rows.map(\.cause))")
            #expect(run.output.contains("2 same code"), "\(run.output)")
        }
    }

    @Test(.requires(.valgrind), arguments: ["table", "markdown", "csv"])
    func aPlantedInstruction(format: String) async throws {
        try await inTemporaryFolder { folder in
            let new = folder.appending("new")
            try PlantedProgram.write(to: new)
            let (run, rows, _) = try await rows(new, ["--format", format])
            for row in rows {
                let cause = try #require(row.cause)
                #expect(cause.kind == .otherInstructions, "\(cause)")
                #expect(cause.change == "+1")
                #expect(cause.functions.map(\.name) == ["sbs_body_plain"])
            }
            let said =
                format == "csv"
                ? "other instructions" : "+1 instruction a callback: +1 in sbs"
            #expect(run.output.replacing("\\", with: "").contains(said), "\(run.output)")
        }
    }

    /// Without valgrind the machine code is compared as it lies in the files.
    @Test func withoutValgrind() async throws {
        try await inTemporaryFolder { folder in
            let tools = folder.appending("tools")
            try FileManager.default.createDirectory(
                atPath: tools.string, withIntermediateDirectories: false)
            for name in ["git", "llvm-objdump"] {
                guard let program = Program(named: name) else { try skip("there is no \(name)") }
                try FileManager.default.createSymbolicLink(
                    atPath: tools.appending(name).string, withDestinationPath: program.path.string)
            }
            let (same, planted) = (folder.appending("same"), folder.appending("planted"))
            try FileManager.default.copyItem(atPath: Program.bench.path.string, toPath: same.string)
            try PlantedProgram.write(to: planted)
            let environment = ["PATH": tools.string]
            let unchanged = try await rows(same, ["--force"], environment: environment)
            #expect(unchanged.rows.map(\.cause?.kind) == [.unchangedCode, .unchangedCode])
            #expect(unchanged.rows.allSatisfy { $0.verdict != .sameCode })
            #expect(unchanged.comparison.remarks.contains { $0.contains("apt-get install valgrind") })
            let changed = try await rows(planted, [], environment: environment)
            #expect(changed.rows.map(\.cause?.kind) == [.changedCode, .changedCode])
        }
    }
}
