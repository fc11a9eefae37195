import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

@testable import Harness

/// The program itself reads whatever it can have written: every command that takes a file, in every form.
@Suite("Documents that the program reads")
struct ProgramReadsTests {
    @Test(arguments: 1000..<1004) func whateverWasWritten(seed: Int) async throws {
        try await inTemporaryFolder { folder in
            let made = MadeDocuments(folder: folder, seed: UInt64(seed))
            let (run, other) = (try made.run().path.string, try made.run("other").path.string)
            let (check, commits) = (try made.check().path.string, try made.commits().path.string)
            let baselines = folder.appending("results/local/baselines")
            try FileManager.default.createDirectory(
                atPath: baselines.string, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: run, toPath: baselines.appending("odd.json").string)

            var commands = ["table", "markdown", "html"].map {
                ["report", run, other, check, commits, "--format", $0]
            }
            commands += ["table", "markdown", "json", "csv"].flatMap { format in
                [[run, other], [check, check], [commits], ["odd", other]].map {
                    ["compare"] + $0 + ["--format", format]
                }
            }
            commands += ["table", "json"].map { ["history", "--results", folder.string, "--format", $0] }
            commands += ["go", "google", "bencher", "csv", "openmetrics"].map { ["export", run, "--to", $0] }
            commands.append([
                "--baseline", "odd", "--workload", "thread", "--strategy", "fixed", "--processes", "1",
                "--samples", "1", "--perf-counters", "none",
            ])
            for command in commands { try await expectAnswer(command, in: folder) }
        }
    }

    private func expectAnswer(_ command: [String], in folder: FilePath) async throws {
        let run = try await Program.bench.run(command, in: folder)
        #expect([.exited(0), .exited(3)].contains(run.status), "\(command): \(run.errors)")
        #expect(!run.output.isEmpty, "\(command)")
        let controls = run.errors.unicodeScalars.filter { $0.properties.generalCategory == .control }
        #expect(controls.allSatisfy { $0 == "\n" }, "\(command): \(run.errors)")
    }
}
