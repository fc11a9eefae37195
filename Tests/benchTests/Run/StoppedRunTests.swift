import BenchResults
import SystemPackage
import TestSupport
import Testing

/// Ctrl-Z, and `fg` long after the deadlines of children.
@Suite("Stopped runs")
struct StoppedRunTests {
    /// Stops the command once it has measured for a while, says what state its processes are in, and lets it go on.
    private static let script = """
        "$@" >/dev/null 2>err &
        bench=$!
        while [ ! -s "$OUTPUT" ]; do sleep 0.05; kill -0 $bench || exit 9; done
        kill -TSTP $bench
        state() { sed 's/.*) \\([A-Z]\\).*/\\1/' /proc/$1/stat; }
        for i in $(seq 200); do [ "$(state $bench)" = T ] && break; sleep 0.05; done
        state $bench
        sleep 1
        for child in $(cat /proc/$bench/task/*/children); do
            for program in $(cat /proc/$child/task/*/children); do state $program; done
        done
        kill -CONT $bench
        wait $bench
        """

    private func run(_ output: String, _ arguments: [String], in folder: FilePath) async throws -> Program.Run
    {
        try await Program.shell.run(
            ["-c", Self.script, "sh", Program.bench.path.string] + arguments, in: folder,
            environment: ["OUTPUT": output, "TMPDIR": folder.string])
    }

    @Test func aRunStopsAndGoesOn() async throws {
        try await inTemporaryFolder { folder in
            let run = try await run(
                "x.json.journal",
                [
                    "run", "--workload", "thread", "--counters", "off", "--processes", "20", "--output",
                    "x.json",
                ],
                in: folder)
            #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
            #expect(run.output.hasPrefix("T\n"))
            let result = try ResultStore.read(folder.appending("x.json"))
            #expect(result.isComplete && result.cells.allSatisfy { $0.status == .measured })
        }
    }

    /// The harness of the pairs is a child that takes long: it stops too.
    @Test func aComparisonStopsWithItsHarness() async throws {
        try await inTemporaryFolder { folder in
            let program = Program.bench.path.string
            let run = try await run(
                "x.json",
                [
                    "commits", program, program, "--force", "--skip-check", "--quick", "--budget", "5s",
                    "--workload", "thread", "--output", "x.json",
                ], in: folder)
            #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
            #expect(run.output == "T\nT\n")
        }
    }
}
