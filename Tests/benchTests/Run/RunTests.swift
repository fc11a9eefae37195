import BenchResults
import CLibrary
import Cells
import ChildProtocol
import FoundationEssentials
import MachineInspection
import Statistics
import SystemPackage
import TestSupport
import Testing

/// The main job end to end, on real threads, stacks and child processes.
@Suite("Run")
struct RunTests {
    private static let small = [
        "--workload", "thread,main,coroutine/2/assembly", "--processes", "6", "--samples", "1", "--seed", "7",
        "--perf-counters", "task-clock,system-calls,cycles",
    ]

    @Test func resultIsOnStandardOutputAndInTheFile() async throws {
        try await inTemporaryFolder { folder in
            let path = folder.appending("result.json")
            let run = try await Program.bench.run(Self.small + ["--format", "json", "--output", path.string])
            #expect(run.status == .exited(0), "\(run.errors)")
            let result = try ResultStore.read(path)
            #expect(Data(run.output.utf8) == (try ResultStore.encode(result)))
            #expect(result.isComplete)
            #expect(result.plan.seed == 7)
            #expect(try folder.entries() == ["result.json"])
            try checkCells(of: result)
            try await JSONSchema.check(path, "result")
        }
    }

    /// The result that the README shows is one that this program reads, and complete.
    @Test func referenceResultIsValid() async throws {
        let path = Repository.reference.appending("result.json")
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
    }

    /// Where the tracepoint opens, system calls are counted exactly.
    @Test func systemCallsOfACallbackAreCounted() async throws {
        try await inTemporaryFolder { folder in
            let path = folder.appending("result.json")
            let run = try await Program.bench.run(
                "--workload", "thread", "--strategy", "fixed,sp-window,requery,uncached", "--processes", "1",
                "--samples", "1", "--perf-counters", "system-calls", "--output", path.string)
            #expect(run.status == .exited(0), "\(run.errors)")
            let result = try ResultStore.read(path)
            for (name, calls) in [
                ("thread:none", 0.0), ("thread:fixed", 0), ("thread:sp-window", 0), ("thread:requery", 1),
                ("thread:uncached", 9),
            ] {
                let cell = try #require(result.cells.first { $0.name == name }, "\(name)")
                let counter = try #require(cell.counters.first { $0.name == "system-calls" })
                guard let counted = counter.perCallback else { try skip(try #require(counter.reason)) }
                #expect(counted == calls, "\(name)")
            }
        }
    }

    /// Cost against size: the cost of a query on the main thread grows with the mappings counted in the
    /// process.
    @Test func sweepHasAPointPerSizeAndAnExponentPerStrategy() async throws {
        try await inTemporaryFolder { folder in
            let path = folder.appending("result.json")
            let run = try await Program.bench.run(
                "--sweep", "mappings=0..3000", "--strategy", "requery", "--processes", "6", "--samples", "1",
                "--perf-counters", "none", "--output", path.string)
            #expect(run.status == .exited(0), "\(run.errors)")
            let result = try ResultStore.read(path)
            #expect(result.plan.sweep?.points.map(\.size) == [0, 11, 46, 187, 750, 3000])
            #expect(result.growth.map(\.subject) == ["empty-loop", "none", "requery", "pthread-query"])
            let largest = result.cells.filter { $0.workload == "main-mappings/3000" }
            #expect(largest.count == 5)
            for replicate in largest.flatMap(\.replicates) {
                #expect(try #require(replicate.mappings) >= 3000)
            }
            #expect(largest.allSatisfy { $0.replicates.count == 6 })
            try await JSONSchema.check(path, "result")
        }
    }

    @Test func childRefusesAnotherProtocol() async throws {
        let run = try await Program.bench.run(ChildRequest.argument, #"{"version":99}"#)
        #expect(run.status == .exited(0))
        #expect(run.output.contains("protocol version 1"))
    }

    /// If the reader goes away, the program ends quietly; the result has been stored by then.
    @Test func closedOutputLosesNoResult() async throws {
        try await inTemporaryFolder { folder in
            let path = folder.appending("result.json")
            let command = """
                '\(Program.bench.path)' --workload thread --processes 1 --samples 1 --perf-counters none \
                --output '\(path)' 2>/dev/null | true
                """
            let run = try await Program.shell.run("-c", command)
            #expect(run.status == .exited(0))
            #expect(try ResultStore.read(path).isComplete)
        }
    }
}
