import SystemPackage
import TestSupport
import Testing
import Traces

/// perf itself records a program whose callbacks are known, as docs/trace.md says.
@Suite("Recordings of perf", .requires(.cCompiler), .requires(.perf))
struct PerfScriptTests {
    /// Breakpoints need no privileges.
    private static let script = """
        address() { nm "$2" | sed -n "s/^0*\\([0-9a-f]*\\) . $1\\$/\\1/p"; }
        entry=$(address enter_runtime "$2") end=$(address leave_runtime "$2")
        perf record -q --data -o perf.data --user-regs=sp,ip -e "mem:0x$entry:x" -e "mem:0x$end:x" -- "$2" "$3" || exit 1
        perf script -i perf.data --ns --show-mmap-events --show-task-events --show-lost-events \
            -F comm,pid,tid,time,event,ip,uregs > perf.txt || exit 2
        "$1" record --from-perf-script perf.txt --at "mem:0x$entry:x" --end "mem:0x$end:x" --output a.trace
        """

    private func summary(of what: String, in folder: FilePath) async throws -> TraceSummary {
        let program = try await CallingProgram.built(in: folder, "-no-pie")
        let run = try await Program.shell.run(
            ["-c", Self.script, "sh", Program.bench.path.string, program, what], in: folder)
        try #require(run.status == .exited(0), "\(run.errors)")
        let trace = try await Program.bench.run("trace", "--format", "json", "a.trace", in: folder)
        return try JSON.value(trace.output)
    }

    @Test func everyCallbackOfEveryThreadIsThere() async throws {
        try await inTemporaryFolder { folder in
            let summary = try await summary(of: "threads", in: folder)
            #expect(summary.callbacks == 3500 && summary.nestedCallbacks == 0)
            #expect(summary.program == "calling")
            #expect(summary.stacks.map(\.kind).sorted() == ["main", "thread", "thread", "thread"])
        }
    }

    @Test func nestingIsKnownAndTheTraceIsReplayed() async throws {
        try await inTemporaryFolder { folder in
            let summary = try await summary(of: "nested", in: folder)
            #expect(summary.callbacks == 300 && summary.nestedCallbacks == 200)
            let run = try await Program.bench.run(
                [
                    "run", "--workload", "trace:a.trace", "--strategy", "requery", "--processes", "1",
                    "--samples", "1", "--perf-counters", "none", "--output", "result.json",
                ], in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
        }
    }
}
