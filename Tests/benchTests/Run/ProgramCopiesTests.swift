import BenchResults
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Which file a process of a run is started from.
@Suite("Copies of the program")
struct ProgramCopiesTests {
    /// A strategy library that records, when it is loaded, which program loads it.
    private func witness(_ log: FilePath) -> PlugIn {
        PlugIn(
            names: [#""witness""#],
            constructor: """
                char line[4096];
                ssize_t length = readlink("/proc/self/exe", line, sizeof line - 1);
                int file = open("\(log)", O_WRONLY | O_CREAT | O_APPEND, 0600);
                line[length] = '\\n';
                if (write(file, line, length + 1) < 0 || close(file) < 0) _exit(1);
                """)
    }

    /// Rows are paired, so those of a round run one file; each round draws again.
    @Test func everyRoundDrawsAFileForAllOfItsRows() async throws {
        try await inTemporaryFolder { folder in
            let (path, log) = (folder.appending("result.json"), folder.appending("programs"))
            let library = try await witness(log).built(as: "witness", in: folder)
            let run = try await Program.bench.run(
                "--strategy-library", library, "--workload", "thread", "--strategy", "witness,fixed",
                "--processes", "8", "--samples", "1", "--perf-counters", "none", "--seed", "1",
                "--output", path.string)
            #expect(run.status == .exited(0), "\(run.errors)")
            let files = try log.text().split(separator: "\n")
                .map(String.init).filter { $0 != Program.bench.path.string }
            let rows = try #require(try ResultStore.read(path).plan.blocks.first).subjects.count
            // Before the rounds, calibration.
            let samples = files.suffix(8 * rows)
            #expect(samples.count == 8 * rows)
            let rounds = stride(from: samples.startIndex, to: samples.endIndex, by: rows).map {
                Set(samples[$0..<$0 + rows])
            }
            #expect(rounds.allSatisfy { $0.count == 1 }, "\(rounds)")
            #expect((2...6).contains(Set(samples).count), "\(Set(samples))")
            for file in Set(files) { #expect(!FilePath(file).exists) }
        }
    }

    @Test func withoutAFolderForThemNothingIsLeft() async throws {
        try await inTemporaryFolder { folder in
            let path = folder.appending("result.json")
            let arguments = [
                "--workload", "thread", "--strategy", "fixed", "--processes", "1", "--samples", "1",
                "--perf-counters", "none", "--output", path.string,
            ]
            let run = try await Program.bench.run(
                arguments, environment: ["TMPDIR": folder.appending("none").string])
            #expect(run.status == .exited(1))
            #expect(run.complaints.count == 1 && run.errors.hasSuffix("in TMPDIR\n"), "\(run.errors)")
            #expect(try folder.entries().isEmpty)
            let again = try await Program.bench.run(arguments)
            #expect(again.status == .exited(0), "\(again.errors)")
        }
    }

    @Test func profilingWithoutATemporaryFolderIsOneLine() async throws {
        try await inTemporaryFolder { folder in
            let run = try await Program.bench.run(
                ["profile", "fixed", "thread"], environment: ["TMPDIR": folder.appending("none").string])
            #expect(run.status == .exited(1))
            #expect(run.complaints.count == 1 && run.errors.hasSuffix("in TMPDIR\n"), "\(run.errors)")
        }
    }

    @Test func buildingWithoutATemporaryFolderIsOneLine() async throws {
        try await inTemporaryFolder { folder in
            let history = """
                git init -q . && mkdir Sources && for name in a b; do echo $name > Sources/x && git add . \
                && git -c user.name=a -c user.email=a@localhost commit -q -m $name || exit 1; done
                """
            let made = try await Program.shell.run(["-c", history], in: folder)
            try #require(made.status == .exited(0), "\(made.errors)")
            let run = try await Program.bench.run(
                ["commits", "HEAD~1", "HEAD", "--no-cache"], in: folder,
                environment: ["TMPDIR": folder.appending("none").string])
            #expect(run.status == .exited(1))
            #expect(run.complaints.count == 1 && run.errors.hasSuffix("in TMPDIR\n"), "\(run.errors)")
        }
    }
}
