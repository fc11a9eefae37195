import CLibrary
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing
import Traces

/// Programs whose callbacks are known, recorded: all of them are in the trace.
@Suite("Recording", .requires(.cCompiler))
struct RecordTests {
    private func summary(in folder: FilePath) async throws -> TraceSummary {
        let run = try await Program.bench.run("trace", "--format", "json", "a.trace", in: folder)
        try #require(run.status == .exited(0), "\(run.errors)")
        return try JSON.value(run.output)
    }

    /// What the program does of that name.
    private func record(_ what: String, by source: String, in folder: FilePath) async throws -> Program.Run {
        let program = try await CallingProgram.built(in: folder)
        let run = try await CallingProgram.record(
            [
                "--source", source, "--at", "enter_runtime", "--end", "leave_runtime", "--", program, what,
            ], in: folder)
        #expect(run.status == .exited(0), "\(run.errors)")
        return run
    }

    static let sources = ["uprobe", "breakpoint"]

    @Test(arguments: sources)
    func everyCallbackOfEveryThreadIsRecorded(source: String) async throws {
        try await inTemporaryFolder { folder in
            let run = try await record("threads", by: source, in: folder)
            #expect(run.errors.contains("3500 callbacks of 4 threads on 4 stacks"), "\(run.errors)")
            #expect(run.errors.contains("none lost"))
            let summary = try await summary(in: folder)
            #expect(summary.callbacks == 3500)
            #expect(summary.nestedCallbacks == 0)
            #expect(summary.stacks.map(\.kind).sorted() == ["main", "thread", "thread", "thread"])
        }
    }

    @Test(arguments: sources)
    func nestingIsKnownByTheEnds(source: String) async throws {
        try await inTemporaryFolder { folder in
            _ = try await record("nested", by: source, in: folder)
            let summary = try await summary(in: folder)
            #expect(summary.callbacks == 300)
            #expect(summary.nestedCallbacks == 200)
            #expect(summary.threads.first?.deepestNesting == 3)
        }
    }

    /// All that a program forks and executes is recorded too, with threads that the kernel would exchange the
    /// events of.
    @Test func whatIsForkedAndExecutedIsRecorded() async throws {
        try await inTemporaryFolder { folder in
            let program = try await CallingProgram.built(in: folder)
            let run = try await CallingProgram.record(
                ["--source", "uprobe", "--at", "enter_runtime", "--", program, "forks"], in: folder)
            #expect(run.errors.contains("10500 callbacks of 12 threads"), "\(run.errors)")
        }
    }

    @Test(arguments: sources)
    func staticFunctionsAndStaticProgramsAreRecorded(source: String) async throws {
        try await inTemporaryFolder { folder in
            let program = try await CallingProgram.built(in: folder, "-static")
            let run = try await CallingProgram.record(
                ["--source", source, "--at", "static_entry", "--", program, "static"], in: folder)
            #expect(run.errors.contains("50 callbacks of 1 thread on 1 stack"), "\(run.errors)")
            #expect(run.errors.contains("nesting unknown"))
        }
    }

    @Test func theProgramsExitStatusIsPassedOn() async throws {
        try await inTemporaryFolder { folder in
            let program = try await CallingProgram.built(in: folder)
            let run = try await CallingProgram.record(
                ["--at", "enter_runtime", "--", program, "exit", "7"], in: folder)
            #expect(run.status == .exited(7), "\(run.errors)")
        }
    }

    /// The program goes on at full speed, with no trap left in it, and the kernel has no name of a probe left.
    @Test(arguments: sources)
    func aProgramOutlivesItsRecorder(source: String) async throws {
        try await inTemporaryFolder { folder in
            let program = try await CallingProgram.built(in: folder)
            let script = """
                "$1" record --source "$2" --at enter_runtime --output a.trace -- "$3" slow done.txt 100 &
                for i in $(seq 300); do [ -s a.trace ] && break; sleep 0.1; done
                recorder=$!
                mkdir names
                names() { unshare -m sh -c 'mount -t tracefs none names && cat names/uprobe_events' | grep "_${recorder}_"; }
                if [ "$2" = uprobe ]; then names > names.txt || exit 2; fi
                kill -KILL $recorder
                for i in $(seq 600); do [ -s done.txt ] && break; sleep 0.1; done
                [ -s done.txt ] || exit 1
                for i in $(seq 50); do names > names.txt || exit 0; sleep 0.1; done
                exit 3
                """
            let run = try await Program.shell.run(
                ["-c", script, "sh", Program.bench.path.string, source, program], in: folder)
            if run.errors.contains("need root") { try skip(run.errors) }
            #expect(run.status == .exited(0), "\(run.errors)")
        }
    }

    @Test func aRecordingEndsWhenItHasEnough() async throws {
        try await inTemporaryFolder { folder in
            let program = try await CallingProgram.built(in: folder)
            let run = try await CallingProgram.record(
                ["--at", "enter_runtime", "--max-callbacks", "100", "--", program, "threads"], in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.errors.contains("100 callbacks"), "\(run.errors)")
            #expect(try await summary(in: folder).callbacks == 100)
        }
    }
}
