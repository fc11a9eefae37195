import Statistics
import MachineInspection
import CLibrary
import BenchResults
import FoundationEssentials
import ChildProtocol
import Subprocess
import SystemPackage
import Testing

/// The main job end to end, on real threads, stacks and child processes.
@Suite("Run")
struct RunTests {
    private static let small = [
        "--workload", "thread,main,coroutine/2/assembly", "--processes", "6", "--samples", "1", "--seed", "7",
        "--perf-counters", "task-clock,system-calls,cycles",
    ]

    @Test func resultIsOnStandardOutputAndInTheFile() async throws {
        try await Program.inFolder { folder in
            let path = folder.appending("result.json")
            let run = try await Program.run(Self.small + ["--format", "json", "--output", path.string])
            #expect(run.status == .exited(0), "\(run.errors)")
            let result = try ResultStore.read(path)
            #expect(Data(run.output.utf8) == (try ResultStore.encode(result)))
            #expect(result.isComplete)
            #expect(result.plan.seed == 7)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string) == ["result.json"])
            try checkCells(of: result)
            try await JSONSchema.check(path, "result")
        }
    }

    /// The result that the README shows is one that this program reads, and complete.
    @Test func referenceResultIsValid() async throws {
        let path = Program.package.appending("results/reference/result.json")
        let result = try ResultStore.read(path)
        #expect(result.isComplete)
        #expect(result.provenance.source.isDirty == .value(false))
        try await JSONSchema.check(path, "result")
    }

    /// Counts are asserted, times are not.
    private func checkCells(of result: BenchResult) throws {
        func cell(_ name: String) throws -> CellResult {
            try #require(result.cells.first { $0.name == name }, "\(name)")
        }
        let dead = try cell("coroutine/2/assembly:fixed")
        #expect(dead.status == .died)
        #expect(dead.death?.signal == 6)
        #expect(dead.reason?.contains("morestack on g0") == true)
        for name in ["thread:empty-loop", "thread:none", "main:pthread-query", "thread:sp-window (twin)"] {
            let cell = try cell(name)
            #expect(cell.status == .measured)
            #expect(cell.replicates.count == 6)
            #expect(try #require(cell.nanosecondsPerCallback).median > 0)
        }
        #expect(try cell("thread:requery").queriesPerCallback == 1)
        #expect(try cell("coroutine/2/assembly:sp-window").queriesPerCallback == 1)
        // Where the tracepoint opens, system calls are counted exactly.
        for (name, calls) in [
            ("thread:none", 0.0), ("thread:fixed", 0), ("thread:sp-window", 0), ("thread:requery", 1),
            ("thread:uncached", 9),
        ] {
            let counter = try #require(try cell(name).counters.first { $0.name == "system-calls" })
            if let counted = counter.perCallback {
                #expect(counted == calls, "\(name)")
            } else {
                #expect(counter.reason != nil)
            }
        }
    }

    /// Cost against size: a query on the main thread grows with the mappings, counted in the process.
    @Test func sweepHasAPointASizeAndAnExponentAStrategy() async throws {
        try await Program.inFolder { folder in
            let path = folder.appending("result.json")
            let run = try await Program.run(
                "--sweep", "mappings=0..3000", "--strategy", "requery", "--processes", "6", "--samples", "1",
                "--perf-counters", "none", "--output", path.string)
            #expect(run.status == .exited(0), "\(run.errors)")
            let result = try ResultStore.read(path)
            #expect(result.plan.sweep?.points.map(\.size) == [0, 11, 46, 187, 750, 3000])
            #expect(result.growth.map(\.subject) == ["empty-loop", "none", "requery", "pthread-query"])
            for cell in result.cells where cell.workload == "main-mappings/3000" {
                #expect(cell.replicates.allSatisfy { ($0.mappings ?? 0) >= 3000 })
            }
            try await JSONSchema.check(path, "result")
        }
    }

    @Test func childRefusesAnotherProtocol() async throws {
        let run = try await Program.run(ChildRequest.argument, #"{"version":99}"#)
        #expect(run.status == .exited(0))
        #expect(run.output.contains("protocol version 1"))
    }

    /// Interrupted: exit status 130, a valid result that says it is incomplete, no child left; --resume
    /// finishes it.
    @Test func interruptedRunKeepsWhatItHasAndGoesOn() async throws {
        try await Program.inFolder { folder in
            let path = folder.appending("result.json")
            let marker = UInt32.random(in: 1...UInt32.max)
            let arguments = [
                "--workload", "thread", "--processes", "40", "--samples", "3", "--perf-counters", "none",
                "--seed", "\(marker)", "--output", path.string,
            ]
            // As soon as there is a journal with some records in it. A shell waits for that: this task may
            // have to wait a minute for its turn among the other tests, and by then the run is over.
            let interrupted = """
                journal=$1; shift
                {
                    until [ "$(wc -l < "$journal")" -gt 20 ] || ! kill -0 $$; do sleep 0.01; done
                    kill -INT $$
                } > /dev/null 2>&1 &
                exec "$@"
                """
            let ended = try await Subprocess.run(
                .path("/bin/sh"),
                arguments: Arguments(
                    ["-c", interrupted, "sh", Journal.path(for: path).string, Program.path.string]
                        + arguments),
                input: .none, output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
            #expect(ended.terminationStatus == .exited(130), "\(ended.standardError)")
            let partial = try ResultStore.read(path)
            #expect(!partial.isComplete)
            #expect(partial.incompleteReason == "ended by signal 2")
            #expect(partial.cells.contains { !$0.replicates.isEmpty })
            #expect(try processes(with: "\(marker)").isEmpty, "no child survives")

            let resumed = try await Program.run("--resume", path.string, "--format", "csv")
            #expect(resumed.status == .exited(0), "\(resumed.errors)")
            let whole = try ResultStore.read(path)
            #expect(whole.isComplete)
            #expect(whole.plan.seed == UInt64(marker))
            #expect(whole.cells.allSatisfy { $0.replicates.count == 40 })
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string) == ["result.json"])
        }
    }

    /// Processes whose command line has the text.
    private func processes(with text: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { $0.allSatisfy(\.isNumber) }
            .filter { process in
                guard let file = try? FileDescriptor.open(FilePath("/proc/\(process)/cmdline"), .readOnly)
                else { return false }
                defer { try? file.close() }
                var buffer = [UInt8](repeating: 0, count: 1 << 14)
                let count = (try? buffer.withUnsafeMutableBytes { try file.read(into: $0) }) ?? 0
                return String(decoding: buffer.prefix(count), as: UTF8.self).contains(text)
            }
    }

    /// A reader that goes away ends the program quietly; the result has been stored by then.
    @Test func closedOutputLosesNoResult() async throws {
        try await Program.inFolder { folder in
            let path = folder.appending("result.json")
            let command = """
                '\(Program.path)' --workload thread --processes 1 --samples 1 --perf-counters none \
                --output '\(path)' 2>/dev/null | true
                """
            _ = try await Subprocess.run(
                .path("/bin/sh"), arguments: ["-c", command], output: .discarded, error: .discarded)
            #expect(try ResultStore.read(path).isComplete)
        }
    }
}
