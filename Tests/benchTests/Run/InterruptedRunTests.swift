import BenchResults
import ChildProtocol
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// A run that is interrupted, and resumed.
@Suite("Interrupted runs")
struct InterruptedRunTests {
    /// A strategy library that reports every child process that measures with it. Without the pipe it reports
    /// nothing.
    private func reporting(to checkpoint: Checkpoint) -> PlugIn {
        PlugIn(
            names: [#""reporting""#],
            constructor: """
                if (strcmp(task, "\(ChildRequest.argument)") != 0) return;
                int pipe = open("\(checkpoint.path)", O_WRONLY);
                if (pipe >= 0 && (write(pipe, "here\\n", 5) < 0 || close(pipe) < 0)) _exit(1);
                """)
    }

    /// Interrupted: exit status 130, a valid result that says it is incomplete, no child left; --resume
    /// finishes it.
    @Test func interruptedRunKeepsWhatItHasAndIsResumed() async throws {
        try await inTemporaryFolder { folder in
            let (tools, results) = (folder.appending("tools"), folder.appending("results"))
            for folder in [tools, results] {
                try FileManager.default.createDirectory(
                    atPath: folder.string, withIntermediateDirectories: false)
            }
            let path = results.appending("result.json")
            let checkpoint = try Checkpoint(in: tools)
            let library = try await reporting(to: checkpoint).built(as: "reporting", in: tools)
            let marker = UInt32.random(in: 1...UInt32.max)
            // Six rows are calibrated first. The child after the 20th waits until it is killed.
            let run = try await Program.bench.run(
                [
                    "--strategy-library", library, "--workload", "thread", "--strategy", "reporting,fixed",
                    "--processes", "40", "--samples", "3", "--perf-counters", "none", "--seed", "\(marker)",
                    "--output", path.string,
                ], interruptedAt: checkpoint, times: 20)
            #expect(run.status == .exited(130), "\(run.errors)")
            let partial = try ResultStore.read(path)
            #expect(!partial.isComplete)
            #expect(partial.incompleteReason == "ended by signal 2")
            #expect(partial.cells.contains { !$0.replicates.isEmpty })
            // Children are told the path of the library.
            let name = try #require(folder.lastComponent).string
            let children = try await CommandLines.left(containing: name, ChildRequest.argument)
            #expect(children.isEmpty, "no child survives")

            let resumed = try await Program.bench.run("--resume", path.string, "--format", "csv")
            #expect(resumed.status == .exited(0), "\(resumed.errors)")
            let whole = try ResultStore.read(path)
            #expect(whole.isComplete)
            #expect(whole.plan.seed == UInt64(marker))
            #expect(whole.cells.count == 6)
            #expect(whole.cells.allSatisfy { $0.replicates.count == 40 })
            #expect(try results.entries() == ["result.json"])
        }
    }
}
