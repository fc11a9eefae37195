import BenchResults
import FoundationEssentials
import Statistics
import SystemPackage
import TestSupport
import Testing

/// What a run writes: read by every command, by one run at a time, and nothing over anything else.
@Suite("Outputs of a run")
struct OutputTests {
    private func library(update: String, start: String = "") -> PlugIn {
        PlugIn(names: [#""victim""#], constructor: start, update: update)
    }

    /// A child of the strategy that has `task` to do is killed, once in all.
    private func killed(_ task: String, once marker: FilePath) -> String {
        """
        if (argc < 3 || !strstr(argv[2], "\\"strategy\\":\\"victim\\"") || !strstr(argv[2], "\\"\(task)\\":"))
            return;
        if (open("\(marker)", O_CREAT | O_EXCL | O_WRONLY, 0600) >= 0) raise(SIGKILL);
        """
    }

    private func arguments(_ library: String, processes: Int) -> [String] {
        [
            "run", "--strategy-library", library, "--strategy", "victim", "--workload", "thread",
            "--perf-counters", "none", "--samples", "1", "--processes", "\(processes)", "--output", "r.json",
        ]
    }

    @Test func aStrategyThatDiesInSomeProcessesIsReadByEveryCommand() async throws {
        try await inTemporaryFolder { folder in
            let library = try await library(update: "if (calls > 100000) abort();").built(
                as: "dies", in: folder)
            let run = try await Program.bench.run(
                arguments(library, processes: 2) + ["--save-baseline", "b"], in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.output.contains("in 1 of 3 processes"))
            for command in [
                ["report", "r.json"], ["compare", "r.json", "r.json"], ["history", "--results", "."],
                ["export", "r.json", "--to", "google"],
                ["run", "--strategy", "fixed", "--workload", "thread", "--quick", "--baseline", "b"],
            ] {
                let reading = try await Program.bench.run(command, in: folder)
                #expect(reading.status == .exited(0), "\(command): \(reading.errors)")
            }
        }
    }

    @Test func aProcessThatWasKilledIsRunAgain() async throws {
        try await inTemporaryFolder { folder in
            let source = library(update: "", start: killed("sample", once: folder.appending("killed")))
            let library = try await source.built(as: "killed", in: folder)
            let run = try await Program.bench.run(arguments(library, processes: 7), in: folder)
            #expect(run.errors.contains("--resume"), "\(run.errors)")
            let path = folder.appending("r.json")
            let cells = try ResultStore.read(path).cells
            let cell = try #require(cells.first { $0.replicates.count == 6 })
            #expect(cell.status == .measured && cell.subject.hasPrefix("victim"))
            #expect(cell.reason?.hasPrefix("6 of 7 processes were measured; 1 ended by ") == true)
            #expect(run.status == .exited(0))
            let resumed = try await Program.bench.run("--resume", "r.json", in: folder)
            #expect(resumed.status == .exited(0), "\(resumed.errors)")
            #expect(
                try ResultStore.read(path).cells.allSatisfy { $0.replicates.count == 7 && $0.reason == nil })
            #expect(!Journal.exists(for: path))
        }
    }

    @Test func aKilledCalibrationIsTriedOnceMore() async throws {
        try await inTemporaryFolder { folder in
            let source = library(update: "", start: killed("calibrate", once: folder.appending("killed")))
            let library = try await source.built(as: "killed", in: folder)
            let run = try await Program.bench.run(arguments(library, processes: 1), in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(folder.appending("killed").exists)
            let result = try ResultStore.read(folder.appending("r.json"))
            #expect(result.cells.allSatisfy { $0.status == .measured })
        }
    }

    /// The other process is this one.
    @Test func aRunThatGoesOnHasItsFileForItself() async throws {
        try await inTemporaryFolder { folder in
            let run = ["run", "--strategy", "fixed", "--workload", "thread", "--quick", "--output", "r.json"]
            #expect(try await Program.bench.run(run, in: folder).status == .exited(0))
            let path = folder.appending("r.json")
            let result = try ResultStore.read(path)
            let journal = try Journal(
                at: Journal.path(for: path), header: .init(plan: result.plan, provenance: result.provenance))
            for command in [run, ["run", "--resume", "r.json"]] {
                let refused = try await Program.bench.run(command, in: folder)
                #expect(refused.status == .exited(1))
                #expect(refused.complaints.count == 1)
                #expect(refused.errors.contains("(process \(ProcessInfo.processInfo.processIdentifier))"))
            }
            journal.remove()
            #expect(try folder.entries() == ["r.json"])
        }
    }

    @Test(arguments: [
        ["--latency-log", "r.json"], ["--latency-log", "link.json"], ["--latency-log", "./hard.json"],
        ["--latency-log", "r.json.journal"], ["--latency-log", "../folder/r.json"],
        ["--strategy-library", "r.json"],
    ])
    func twoOutputsThatAreOneFileAreRefused(options: [String]) async throws {
        try await inTemporaryFolder { outer in
            let folder = outer.appending("folder")
            try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: false)
            try folder.appending("r.json").write("mine")
            try FileManager.default.createSymbolicLink(
                atPath: folder.appending("link.json").string, withDestinationPath: "r.json")
            try FileManager.default.linkItem(
                atPath: folder.appending("r.json").string, toPath: folder.appending("hard.json").string)
            let run = try await Program.bench.run(
                ["run", "--quick", "--latency", "--workload", "thread", "--output", "r.json"] + options,
                in: folder)
            #expect(run.status == .exited(2))
            #expect(run.complaints.count == 1, "\(run.errors)")
            #expect(try folder.entries() == ["hard.json", "link.json", "r.json"])
            #expect(try folder.appending("r.json").text() == "mine")
        }
    }

    /// A thread that makes system calls takes no longer than the clock says; twice as long, where a tracepoint
    /// on them was counted meanwhile.
    @Test func cpuTimeIsNotAboveWallTime() async throws {
        try await inTemporaryFolder { folder in
            let run = try await Program.bench.run(
                "run", "--strategy", "uncached", "--workload", "thread", "--quick", "--counters", "auto",
                "--output", "r.json", in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            let result = try ResultStore.read(folder.appending("r.json"))
            let cell = try #require(result.cells.first { $0.subject == "uncached" })
            let cost = try #require(cell.nanosecondsPerCallback?.median)
            guard let clock = cell.counters.first(where: { $0.name == "task-clock" })?.perCallback else {
                try skip("no task-clock")
            }
            #expect(clock < cost * 1.6, "\(clock) ns of CPU in \(cost) ns")
        }
    }
}
