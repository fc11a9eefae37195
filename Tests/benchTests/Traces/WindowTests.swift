import SystemPackage
import TestSupport
import Testing
import Traces

/// Recordings with pauses of a program that goes on.
@Suite("Recording in windows", .requires(.cCompiler))
struct WindowTests {
    /// It calls back about every 50 ms, 60 times.
    @Test(arguments: RecordTests.sources)
    func whatIsBetweenWindowsIsLeftOut(source: String) async throws {
        try await inTemporaryFolder { folder in
            let program = try await CallingProgram.built(in: folder)
            let run = try await CallingProgram.record(
                [
                    "--source", source, "--window", "300ms/1s", "--at", "enter_runtime", "--end",
                    "leave_runtime", "--", program, "slow", "done.txt", "60",
                ], in: folder)
            #expect(run.status == .exited(0) && run.errors.contains("(300ms/1s: "), "\(run.errors)")
            let json = try await Program.bench.run("trace", "--format", "json", "a.trace", in: folder)
            let summary: TraceSummary = try JSON.value(json.output)
            let windows = try #require(summary.windows)
            #expect(windows.schedule == "300ms/1s" && windows.count >= 3)
            // A recorder that waits for a CPU closes its windows late.
            #expect(windows.nanoseconds < summary.nanoseconds)
            #expect((6..<60).contains(summary.callbacks), "\(summary.callbacks)")
            #expect(summary.nestedCallbacks == 0)
            let text = try await Program.bench.run("trace", "a.trace", in: folder)
            #expect(text.output.contains("Recorded in \(windows.count) windows (300ms/1s)"), "\(text.output)")
        }
    }

    /// Options, and what is said of them.
    static let wrong = [
        (["--window", "1s/1s", "--", "x"], "write a part and a longer period"),
        (["--window", "1ms/1s", "--from-perf-script", "x"], "--window: a text of perf script"),
        (["--duration", "1s", "--from-perf-script", "x"], "--duration: a text of perf script"),
        (["--source", "uprobe", "--from-perf-script", "x"], "--source: a text of perf script"),
        (["--from-perf-script", "x", "--", "y"], "give one or the other"),
        (["--from-perf-script", "x", "--pid", "1"], "give one or the other"),
        (["--from-perf-script", "nothing"], "cannot read nothing: No such file"),
    ]

    @Test(arguments: wrong)
    func isOneLine(_ options: [String], _ line: String) async throws {
        try await inTemporaryFolder { folder in
            let run = try await Program.bench.run(["record", "--at", "f"] + options, in: folder)
            #expect(run.status == .exited(2))
            #expect(run.complaints.count == 1 && run.errors.contains(line), "\(run.errors)")
        }
    }
}
