import BenchResults
import FoundationEssentials
import Scenarios
import SystemPackage
import TestSupport
import Testing

/// An exploration that a signal ends, that has no more processes, or whose strategy crashes or hangs.
@Suite("Interrupted explorations", .requires(.cCompiler))
struct InterruptedExplorationTests {
    /// A strategy that reports each process that starts to explore.
    private func reporting(to checkpoint: Checkpoint) -> PlugIn {
        PlugIn(
            names: [#""reporting""#],
            declarations: "static pid_t explorer;\nstatic int reported;",
            constructor: """
                if (strcmp(task, "\(ExploreRequest.argument)") != 0) return;
                explorer = getpid();
                """,
            update: """
                if (explorer != 0 && getppid() == explorer && !reported) {
                    reported = 1;
                    int pipe = open("\(checkpoint.path)", O_WRONLY);
                    if (pipe >= 0 && (write(pipe, "here\\n", 5) < 0 || close(pipe) < 0)) _exit(1);
                }
                machine->confidence = SBS_CONFIDENCE_EXACT;
                """)
    }

    @Test func whatWasFoundIsKeptAndNothingIsLeftBehind() async throws {
        try await inTemporaryFolder { folder in
            let checkpoint = try Checkpoint(in: folder)
            let library = try await reporting(to: checkpoint).built(as: "reporting", in: folder)
            let file = folder.appending("found.json")
            let run = try await Program.bench.run(
                [
                    "explore", "reporting", "--strategy-library", library, "--budget", "1h", "--format",
                    "json",
                    "--seed", "1", "--save", file.string,
                ], interruptedAt: checkpoint, times: 1500)
            #expect(run.status == .exited(130), "\(run.errors)")
            let result = try JSONDecoder().decode(ExploreResult.self, from: Data(run.output.utf8))
            let exploration = try #require(result.explorations.first)
            #expect(exploration.stopped == "ended by signal 2")
            #expect(exploration.total > 0 && !exploration.causes.isEmpty)
            #expect(
                try ResultStore.read(file, as: SavedScenarios.self).scenarios.count
                    == exploration.causes.count)
            let name = try #require(folder.lastComponent).string
            #expect(try await CommandLines.left(containing: name, ExploreRequest.argument).isEmpty)
        }
    }

    @Test func aCrashIsACause() async throws {
        try await inTemporaryFolder { folder in
            let library = try await PlugIn(update: "if (machine->calls_out > 0) raise(SIGSEGV);").built(
                as: "crash", in: folder)
            let run = try await Program.bench.run(
                "explore", "mine", "--strategy-library", library, "--depth", "2", "--longer", "0", "--seed",
                "1",
                "--format", "json", "--budget", "10m")
            let result = try JSONDecoder().decode(ExploreResult.self, from: Data(run.output.utf8))
            let cause = try #require(result.explorations.first?.causes.first { $0.fault == "crashed" })
            #expect(cause.program.first == "call back, which calls out to C:" && cause.program.count == 2)
        }
    }

    @Test func aStrategyThatHangsIsGivenUp() async throws {
        try await inTemporaryFolder { folder in
            let library = try await PlugIn(update: "for (;;) pause();").built(as: "hang", in: folder)
            let run = try await Program.bench.run(
                "explore", "mine", "--strategy-library", library, "--depth", "2", "--longer", "0", "--seed",
                "1")
            #expect(run.status == .exited(3), "\(run.errors)")
            #expect(run.output.contains("hung"))
        }
    }

    @Test func whatIsNotPossibleIsOneLine() async throws {
        for (arguments, reason) in [
            (["tiered", "--depth", "0"], "--depth 0: write a number of steps from 1 to 12"),
            (["tiered", "--longer", "-1"], "--longer"), ([], "name a strategy"),
            (["tierd"], "did you mean 'tiered'?"),
            (["tiered", "--save", "no/such/file"], "--save no/such/file"),
        ] {
            let run = try await Program.bench.run(["explore"] + arguments)
            #expect(run.status == .exited(2) && run.complaints.count == 1, "\(arguments): \(run.errors)")
            #expect(run.errors.contains(reason), "\(run.errors)")
        }
    }
}
