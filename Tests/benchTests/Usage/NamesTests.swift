import Scenarios
import SystemPackage
import TestSupport
import Testing

/// Names that are nearly right, lists with `all` in them, and names for files that cannot be made.
@Suite("Names")
struct NamesTests {
    private static let result = Repository.reference.appending("result.json").string

    @Test(arguments: [
        (["--strategy", "reqery"], "did you mean 'requery'?"),
        (["--strategy", "requrey:restore=on"], "did you mean 'requery'?"),
        (["--strategy", "all,fixde"], "did you mean 'fixed'?"),
        (["--strategy", "fixed:restroe=on"], "did you mean 'restore'?"),
        (["--sweep", "mapings=0..100"], "did you mean 'mappings'?"),
        (["--workload", "coroutin"], "did you mean 'coroutine'?"),
        (["--workload", "all,thred"], "did you mean 'thread'?"),
        (["--perf-counters", "cylces"], "did you mean 'cycles'?"),
        (["--perf-counters", "cycels:u"], "did you mean 'cycles'?"),
        (["--perf-counters", "systemcalls"], "did you mean 'system-calls'?"),
        (["--perf-counters", "calls:pthread_getatr_np"], "did you mean 'calls:pthread_getattr_np'?"),
        (["check", "--scenario", "sead-test"], "did you mean 'seed-test'?"),
        (["check", "--scenario", "all,seed-tests"], "did you mean 'seed-test'?"),
        (["check", "--explain", "deep-frist"], "did you mean 'deep-first'?"),
        (["check", "--strategy", "teired"], "did you mean 'tiered'?"),
        (["profile", "thread:reqery"], "did you mean 'requery'?"),
        (["profile", "thred:requery"], "did you mean 'thread'?"),
        (["profile", "reqery", "thread"], "did you mean 'requery'?"),
        (["profile", "thread"], "a cell is workload:strategy"),
        (["profile"], "there are 0 arguments"),
        (["profile", "a", "b", "c"], "there are 3 arguments"),
        (["history", "thred", "--results", Repository.reference.string], "did you mean 'thread'?"),
        (["history", "thread:reqery", "--results", Repository.reference.string], "'thread:requery'?"),
        (["report", result, "--format", "svg", "--figure", "csot"], "did you mean 'cost'?"),
        (["lst"], "did you mean 'list'?"),
        (["hstory", "thread"], "did you mean 'history'?"),
        (["help", "chekc"], "did you mean 'check'?"),
        (["commits", "HEAD", "HEAD", "--budget", "5x"], "write 90s, 5m, 1h"),
        (["frobnicate"], "choose from run, check, explore, compare, commits"),
        (["--format", "tabel"], "Did you mean 'table'?"),
        (["--format", "html"], "'table', 'json' or 'csv'"),
        (["compare", result, result, "--format", "markdwon"], "Did you mean 'markdown'?"),
        (["check", "--body", "onw"], "Did you mean 'own'?"),
        (["--counters", "exakt"], "Did you mean 'exact'?"),
        (["export", "x", "--to", "gogle"], "Did you mean 'google'?"),
    ])
    func aNearMissIsSuggested(arguments: [String], expected: String) async throws {
        try await refuses(arguments, expected)
    }

    @Test(arguments: [
        ["--output"], ["check", "--output"], ["commits", "HEAD", "HEAD", "--output"],
        ["profile", "thread:fixed", "--output"], ["report", result, "-o"], ["--latency", "--latency-log"],
        ["--counters", "exact", "--callgrind-out"], ["check", "--update-expectations", "--expectations"],
    ])
    func filesHaveNamesAndFoldersAreThere(arguments: [String]) async throws {
        try await refuses(arguments + ["-"], "'-' is not standard output here")
        try await refuses(arguments + ["new/folder/x"], "there is no folder new/folder: make it first")
        try await refuses(arguments + ["/dev/null/x"], "/dev/null is not a folder")
    }

    private func refuses(_ arguments: [String], _ expected: String) async throws {
        try await inTemporaryFolder { folder in
            let run = try await Program.bench.run(arguments, in: folder)
            #expect(run.status == .exited(2), "\(run.errors)")
            #expect(run.complaints.count == 1, "\(run.errors)")
            #expect(run.errors.contains(expected), "\(run.errors)")
            #expect(run.output.isEmpty)
            // A history has read results before it knows the names in them, and keeps what it read.
            let kept = arguments.first == "history" ? ["results"] : []
            #expect(try folder.entries() == kept)
        }
    }

    @Test func allMayStandBesideOthers() async throws {
        let all = try await Program.bench.run("--dry-run", "--workload", "thread", "--strategy", "all")
        let more = try await Program.bench.run(
            "--dry-run", "--workload", "thread", "--strategy", "all,fixed,fixed:restore=on")
        #expect(more.status == .exited(0), "\(more.errors)")
        let added = Set(more.output.split(separator: "\n")).subtracting(all.output.split(separator: "\n"))
        #expect(added.contains("thread:fixed:restore=on"))
        #expect(added.count { $0.hasPrefix("thread:") } == 1)
    }

    @Test func allScenariosArePlayed() async throws {
        try await inTemporaryFolder { folder in
            let run = try await Program.bench.run(
                "check", "--scenario", "all", "--strategy", "none", "--format", "json", in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            let names = ScenarioCatalogue.all.map(\.name)
            try #require(names.count > 30)
            for name in names { #expect(run.output.contains("\"\(name)\"")) }
        }
    }

    @Test func aCompleteRunIsNotResumed() async throws {
        try await inTemporaryFolder { folder in
            let run = try await Program.bench.run(
                "--workload", "thread", "--strategy", "fixed", "--processes", "1", "--samples", "1",
                "--perf-counters", "none", "--output", "r.json", in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            let text = try folder.appending("r.json").text()
            let again = try await Program.bench.run("--resume", "r.json", in: folder)
            #expect(again.status == .exited(2))
            #expect(again.complaints.count == 1, "\(again.errors)")
            #expect(again.errors.contains("the run is complete"), "\(again.errors)")
            #expect(try folder.appending("r.json").text() == text)
            #expect(try folder.entries() == ["r.json"])
        }
    }

    @Test func theVersionIsOneLine() async throws {
        let run = try await Program.bench.run("--version")
        #expect(run.status == .exited(0))
        #expect(run.output.hasPrefix("bench (stack-bounds-bench), "), "\(run.output)")
        #expect(run.output.split(separator: "\n").count == 1)
        #expect(run.errors.isEmpty)
    }
}
