import BenchResults
import Cells
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Whatever a strategy library does, it ends no command, and none says what is not so.
@Suite("Bad strategy libraries", .requires(.cCompiler))
struct BadLibraryTests {
    private static let cells = ["--workload", "thread", "--strategy", "mine", "--quick"]

    /// Runs a command, after which no process and no temporary file is left.
    private func run(
        _ command: [String], _ library: String, in folder: FilePath
    ) async throws -> Program.Run {
        let temporary = folder.appending("tmp")
        try FileManager.default.createDirectory(atPath: temporary.string, withIntermediateDirectories: true)
        let run = try await Program.bench.run(
            command + ["--strategy-library", library], in: folder,
            environment: ["TMPDIR": temporary.string], deadline: .seconds(300))
        #expect(try temporary.entries() == [], "temporary files are left")
        let name = try #require(folder.lastComponent).string
        #expect(try await CommandLines.left(containing: name) == [], "processes are left")
        return run
    }

    private func expectRefusal(
        of library: String, _ said: String, by command: [String] = ["run"] + cells, in folder: FilePath
    ) async throws {
        let before = try folder.entries()
        let run = try await run(command, library, in: folder)
        #expect(run.status == .exited(2), "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(run.complaints.count == 1 && run.errors.contains(said), "\(run.errors)")
        #expect(run.errors.hasPrefix("bench: --strategy-library "), "\(run.errors)")
        #expect(Set(try folder.entries()).subtracting(before).isSubset(of: ["tmp"]))
    }

    @Test(arguments: LibrariesThatEndTheirProcess.all + LibrariesWithABadTable.all)
    func libraryIsRefusedInOneLine(bad: BadLibrary) async throws {
        try await inTemporaryFolder { folder in
            let library = try await bad.plugIn.built(as: "bad", in: folder)
            try await expectRefusal(of: library, bad.said, in: folder)
        }
    }

    @Test(arguments: [["check"], ["profile", "mine", "thread"], ["run", "--dry-run"]])
    func everyCommandRefusesIt(command: [String]) async throws {
        try await inTemporaryFolder { folder in
            let library = try await PlugIn(constructor: "exit(0);").built(as: "bad", in: folder)
            try await expectRefusal(of: library, "exit status 0", by: command, in: folder)
        }
    }

    @Test(arguments: [
        ("mkfifo x", "it is a pipe"), ("mkdir x", "it is a folder"), ("ln -s /dev/zero x", "it is a device"),
        ("ln -s x x", "symbolic links"), ("true", "No such file"), ("touch x", "file too short"),
        ("echo text > x", "file too short"), ("seq 10000 > x", "invalid ELF header"),
        ("truncate -s 300M x", "larger than 256 MiB"),
        ("head -c 60 good.so > x", "x"),
        ("head -c 1000 good.so > x", "it crashed (signal 7) while it was loaded"),
        ("head -c 1000 good.so > x && truncate -s 16384 x", "it crashed (signal 11) while it was loaded"),
    ])
    func fileIsRefusedInOneLine(made: String, said: String) async throws {
        try await inTemporaryFolder { folder in
            _ = try await PlugIn().built(as: "good", in: folder)
            let shell = try await Program.shell.run(["-c", made], in: folder)
            try #require(shell.status == .exited(0), "\(shell.errors)")
            try await expectRefusal(of: "x", said, in: folder)
        }
    }

    @Test(arguments: BadStrategy.all)
    func strategyIsOneCell(bad: BadStrategy) async throws {
        try await inTemporaryFolder { folder in
            let library = try await bad.plugIn.built(as: "bad", in: folder)
            let run = try await run(
                ["run"] + Self.cells + ["--perf-counters", "none", "--output", "r.json"], library, in: folder)
            #expect(run.status == .exited(bad.status == .failed ? 1 : 0), "\(run.errors)")
            let cells = try ResultStore.read(folder.appending("r.json")).cells
            let cell = try #require(cells.first { $0.subject == "mine" })
            #expect(cell.status == bad.status, "\(cell.reason ?? "")")
            #expect(cell.reason ?? "" == bad.reason || cell.reason?.contains(bad.reason) == true)
            #expect((cell.nanosecondsPerCallback != nil) == (bad.status == .measured))
            if bad.status == .failed {
                #expect(run.complaints.count { $0.contains("thread:mine failed: ") } == 1, "\(run.errors)")
            }
            #expect(cells.first { $0.subject == "none" }?.status == .measured)
        }
    }

    /// Each hung process costs 20 s: the cell is tried once, and its twin is not.
    @Test func hungStrategyIsTriedOnceInACell() async throws {
        try await inTemporaryFolder { folder in
            let log = folder.appending("log")
            let library = try await hanging(log).built(as: "bad", in: folder)
            let run = try await run(
                ["run"] + Self.cells + ["--perf-counters", "none", "--output", "r.json"], library, in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            let cells = try ResultStore.read(folder.appending("r.json")).cells
            #expect(cells.first { $0.subject == "mine" }?.status == .hung)
            #expect(cells.first { $0.kind == .twin }?.reason == "not tried, as it hung in thread")
            #expect(try log.text() == "hung\n")
        }
    }

    /// Two are played at once, and one of those that hung again with more time.
    @Test func hungStrategyIsNotPlayedInEveryScenario() async throws {
        try await inTemporaryFolder { folder in
            let log = folder.appending("log")
            let library = try await hanging(log).built(as: "bad", in: folder)
            let run = try await run(
                ["check", "--strategy", "mine", "--output", "r.json"], library, in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            let cells = try ResultStore.read(folder.appending("r.json"), as: CheckResult.self).cells
            #expect((2...3).contains(cells.count { $0.verdict == .hung }))
            #expect(
                cells.count { $0.verdict == .unavailable && $0.reason.hasPrefix("not tried, as it hung in ") }
                    > 20)
            #expect(try log.text().split(separator: "\n").count < 10)
        }
    }

    private func hanging(_ log: FilePath) -> PlugIn {
        PlugIn(
            update: """
                int file = open("\(log)", O_WRONLY | O_CREAT | O_APPEND, 0600);
                write(file, "hung\\n", 5);
                for (;;) pause();
                """)
    }

    @Test func whatItPrintsIsShownApart() async throws {
        try await inTemporaryFolder { folder in
            let library = try await PlugIn(
                constructor: #"if (!strcmp(task, "__library")) puts("loaded\033[2J");"#,
                update: #"if (calls == 1) { puts("one"); fputs("two\nthree\nfour\nfive\n", stderr); }"#
            ).built(as: "loud", in: folder)
            let run = try await run(
                ["run"] + Self.cells + ["--format", "json", "--output", "r.json"], library, in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            _ = try JSONDecoder().decode(BenchResult.self, from: Data(run.output.utf8))
            let notes = run.complaints.filter { $0.hasPrefix("bench: note: ") }.map { $0.dropFirst(13) }
            #expect(
                notes == [
                    "--strategy-library \(library) printed: loaded⟨U+001B⟩[2J", "thread:mine printed: one",
                    "thread:mine printed: two", "thread:mine printed: three",
                    "thread:mine printed 2 more lines",
                ], "\(run.errors)")
        }
    }

    /// Every row loads it, so there is nothing to measure.
    @Test(arguments: [("run", "__measure"), ("check", "__check")])
    func libraryThatCannotBeLoadedLaterEndsTheCommandInOneLine(command: String, task: String) async throws {
        try await inTemporaryFolder { folder in
            let library = try await PlugIn(constructor: "if (!strcmp(task, \"\(task)\")) abort();")
                .built(as: "bad", in: folder)
            let cells = command == "run" ? Self.cells : ["--strategy", "mine"]
            let run = try await run([command] + cells + ["--output", "r.json"], library, in: folder)
            #expect(run.status == .exited(1))
            #expect(run.complaints.count == 1, "\(run.errors)")
            #expect(run.errors.contains("it aborted (signal 6) while it was loaded"), "\(run.errors)")
            #expect(try folder.entries().filter { $0 != "tmp" } == ["bad.so"])
        }
    }

    /// A scenario's evidence is as far from a strategy as a measurement's answer.
    @Test func evidenceCannotBeForged() async throws {
        try await inTemporaryFolder { folder in
            let library = try await PlugIn(
                update: #"for (int i = 0; i < 1024; i++) write(i, "{\"done\":true}\n", 14); _exit(0);"#
            ).built(as: "bad", in: folder)
            let run = try await run(
                ["check", "--strategy", "mine", "--scenario", "deep-first", "--output", "r.json"], library,
                in: folder)
            #expect(run.status == .exited(1), "\(run.errors)")
            let cells = try ResultStore.read(folder.appending("r.json"), as: CheckResult.self).cells
            #expect(cells.allSatisfy { $0.verdict == .failed })
            #expect(run.errors.contains("wrote to the channel"), "\(run.errors)")
        }
    }
}
