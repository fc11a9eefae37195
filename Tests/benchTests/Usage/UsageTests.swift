import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Bad input: one line that names it and the valid choices, exit status 2, nothing written.
@Suite("Usage")
struct UsageTests {
    @Test(arguments: [
        (["doctor", "--fix", "--undo"], "--fix and --undo"),
        (["doctor", "--dry-run"], "--dry-run goes with"),
        (["--strategy", "fastest"], "--strategy 'fastest'"),
        (["--strategy", "fixed,"], "--strategy ''"),
        (["--strategy", "fixed:restore=maybe"], "--strategy 'fixed:restore=maybe'"),
        (["--strategy", "fixed:margin"], "there is no knob 'margin'; choose from restore="),
        (["--strategy", "fixed:"], "there is no knob ''"),
        (["--strategy", "accurate:query=unchecked"], "'accurate' has no knob 'query'"),
        (["--strategy", ":restore=on"], "--strategy ':restore=on'"),
        (["--workload", "fibers"], "--workload 'fibers'"),
        (["--workload", "coroutine/3"], "--workload 'coroutine/3'"),
        (["--workload", "coroutin"], "--workload 'coroutin'"),
        (["--perf-counters", "no-event"], "no-event"),
        (["--perf-counters", ""], "counter"),
        (["--counters", "guess"], "--counters"),
        (["--counters", "hardware", "--perf-counters", "page-faults"], "page-faults"),
        (["--counters", "off", "--perf-counters", "page-faults"], "--counters off"),
        (["--counters", "exact", "--perf-counters", "cycles"], "--perf-counters"),
        (["--counters", "exact", "--repeats", "0"], "--repeats 0"),
        (["--cache-sim"], "--cache-sim goes with --counters exact"),
        (["--branch-sim", "--counters", "software"], "--branch-sim goes with --counters exact"),
        (["--repeats", "2"], "--repeats goes with --counters exact"),
        (["--breakdown"], "--breakdown goes with --counters exact"),
        (["--callgrind-out", "here"], "--callgrind-out goes with --counters exact"),
        (["--counters", "exact", "--callgrind-out", "/dev/null"], "--callgrind-out /dev/null"),
        (["profile", "fastest", "thread"], "strategy 'fastest'"),
        (["profile", "thread:fixed", "--all"], "Give it with --instructions"),
        (["profile", "thread:fixed", "--instructions", "--counters", "software"], "only --counters exact"),
        (["profile", "fixed", "fibers"], "workload 'fibers'"),
        (["profile", "fixed", "thread", "--seconds", "0"], "--seconds 0"),
        (["profile", "fixed"], "a cell is workload:strategy"),
        (["profile", "fixed", "thread", "--output", "/dev/null/file"], "/dev/null/file"),
        (["--processes", "0"], "--processes 0"),
        (["--processes", "-3"], "--processes"),
        (["--processes", "99999999999999999999999"], "--processes"),
        (["--samples", "0"], "--samples 0"),
        (["--samples", "10001"], "--samples 10001"),
        (["--seed", "4294967296"], "--seed"),
        (["--cpu", "4096"], "--cpu 4096"),
        (["--cpu", "-1"], "--cpu"),
        (["--sweep", "maps=1..2"], "--sweep 'maps=1..2'"),
        (["--sweep", "stacks=0..8"], "stacks=LOW..HIGH within 1..16384"),
        (["--sweep", "stacks=8..8"], "'stacks=8..8'"),
        (["--sweep", "stacks=1...8"], "'stacks=1...8'"),
        (["--sweep", "threads=1..99999999999999999999"], "threads=LOW..HIGH"),
        (["--sweep", "stacks=1..8", "--workload", "main"], "leave out --workload"),
        (["--filter", "("], "--filter '('"),
        (["--filter", "no cell has this name"], "no cell is left"),
        (["--format", "xml"], "--format"),
        (["--output", "/dev/null/result.json"], "/dev/null/result.json"),
        (["--output", "."], "cannot write"),
        (["--output", ""], "cannot write"),
        (["--output", "/dev/null"], "cannot write /dev/null"),
        (["--resume", "/no/such/result.json"], "/no/such/result.json"),
        (["--resume", "/no/such/result.json", "--quick"], "--resume"),
        (["--no-such-option"], "--no-such-option"),
        (["--save-baseline", "../x"], "baseline '../x'"),
        (["--save-baseline", ""], "baseline ''"),
        (["--baseline", "a/b"], "baseline 'a/b'"),
        (["--baseline", "never-saved"], "never-saved.json"),
        (["--baseline", "x", "--format", "json"], "--format table or brief only"),
        (["history", "--results", "/no/such"], "--results /no/such"),
        (["history"], "there is no result"),
        (["export", "/no/such/result.json", "--to", "go"], "/no/such/result.json"),
        (["export", "/dev/zero", "--to", "go"], "not a regular file"),
        (["export", "/etc/passwd", "--to", "go"], "/etc/passwd: not a result: no JSON value begins here"),
        (["export", "x", "--to", "xml"], "--to"),
        (["export", "x"], "--to"),
        (["export", "x", "--to", "sqlite"], "name it with --output"),
        (["export", "x", "y", "--to", "csv"], "--to csv: it takes one result, not 2"),
        (
            ["export", "/etc/passwd", "--to", "sqlite", "--output", "/etc/passwd"],
            "that is one of the results"
        ),
        (["walk"], "command 'walk'"),
    ])
    func isOneLineAndExitStatus2(arguments: [String], named: String) async throws {
        try await inTemporaryFolder { folder in
            let run = try await Program.bench.run(arguments, in: folder)
            #expect(run.status == .exited(2), "\(run.errors)")
            #expect(run.complaints.count == 1, "\(run.errors)")
            #expect(run.errors.contains(named), "\(run.errors)")
            #expect(run.output.isEmpty)
            #expect(try folder.entries() == [])
        }
    }

    @Test func helpIsAResult() async throws {
        let run = try await Program.bench.run("--help")
        #expect(run.status == .exited(0))
        #expect(run.output.contains("USAGE: bench"))
        #expect(run.errors.isEmpty)
    }

    @Test func dryRunMeasuresAndWritesNothing() async throws {
        try await inTemporaryFolder { folder in
            let run = try await Program.bench.run(
                "--dry-run", "--workload", "thread", "--skip", "requery", in: folder)
            #expect(run.status == .exited(0))
            #expect(run.output.contains("thread:sp-window\n"))
            #expect(run.output.contains("thread:none\n"), "the floor is always there")
            #expect(!run.output.contains("thread:requery\n"))
            #expect(try folder.entries() == [])
        }
    }

    @Test func knobsArePartOfTheName() async throws {
        let run = try await Program.bench.run(
            "--dry-run", "--workload", "thread", "--strategy",
            "requery:margin=64:restore=on,fixed,requery,fixed:restore=off")
        #expect(run.status == .exited(0), "\(run.errors)")
        #expect(run.output.contains("thread:requery\n"))
        #expect(run.output.contains("thread:requery:restore=on:margin=64\n"))
        #expect(run.output.split(separator: "\n").filter { $0.contains("thread:fixed") }.count == 1)
        let filtered = try await Program.bench.run(
            "--dry-run", "--workload", "thread", "--strategy", "requery:restore=on,requery",
            "--filter", ":requery:restore=on$")
        #expect(!filtered.output.contains("thread:requery\n"))
        #expect(filtered.output.contains("thread:requery:restore=on\n"))
    }

    @Test func filterSelectsCells() async throws {
        let run = try await Program.bench.run("--dry-run", "--filter", "^coroutine/.*:sp-window$")
        #expect(run.output.contains("coroutine/8/assembly:sp-window\n"))
        #expect(!run.output.contains("coroutine/8/assembly:requery\n"))
        #expect(!run.output.contains("\nmain:"))
    }
}
