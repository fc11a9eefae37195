import BenchResults
import Cells
import ChildProtocol
import FoundationEssentials
import PerfCounters
import SystemPackage
import TestSupport
import Testing

/// Counters of real cells, checked against other knowledge about them.
@Suite("Counters")
struct CounterTests {
    /// Queries as the runtime counts them are calls of pthread_getattr_np, of ioctl(2) where the strategy
    /// queries mappings, and swapcontext is called twice per turn of a coroutine.
    @Test func breakpointsCountTheCallsThatTheRuntimeCounts() async throws {
        try await inTemporaryFolder { folder in
            let path = folder.appending("result.json")
            let run = try await Program.bench.run(
                "--workload", "thread,main,coroutine/2/swapcontext", "--strategy",
                "none,uncached,sp-window,requery,accurate,procmap", "--processes", "1", "--samples", "1",
                "--perf-counters", "calls:pthread_getattr_np,calls:ioctl,calls:swapcontext", "--output",
                path.string)
            #expect(run.status == .exited(0), "\(run.errors)")
            let result = try ResultStore.read(path)
            #expect(result.counters.map(\.source) == [.breakpoint, .breakpoint, .breakpoint])
            if let reason = result.counters.compactMap(\.unavailability).first { try skip("\(reason)") }
            let cells = result.cells.filter { $0.kind == .strategy }
            #expect(cells.count == 3 * 6)
            for cell in cells {
                let counts = Dictionary(uniqueKeysWithValues: cell.counters.map { ($0.name, $0.perCallback) })
                let asksKernel = cell.subject == "procmap"
                let queries = try #require(cell.queriesPerCallback)
                #expect(counts["calls:pthread_getattr_np"] == (asksKernel ? 0 : queries), "\(cell.name)")
                #expect(counts["calls:ioctl"] == (asksKernel ? queries : 0), "\(cell.name)")
                let switches = cell.workload.hasSuffix("swapcontext") ? 2.0 : 0
                #expect(counts["calls:swapcontext"] == switches, "\(cell.name)")
            }
        }
    }

    /// Threads that exist before the counters are not counted, which must not appear as a count of 0.
    @Test func callbacksThatCountersDoNotSeeHaveNoCount() async throws {
        for workload in ["threads/2", "migrate"] {
            let report = try await child(
                workload, "requery", .count(iterations: 1280, counters: ["system-calls", "task-clock"]))
            let readings = try #require(report.counters)
            #expect(readings.count == 2)
            for reading in readings {
                #expect(reading.value == nil)
                #expect(reading.unavailability?.cause.contains("existed before the counter") == true)
            }
        }
    }

    private func request(_ workload: String, _ strategy: String, _ task: ChildRequest.Task) throws -> String {
        let request = ChildRequest(
            workload: workload, subject: .strategy(strategy), task: task, seed: 1, cpu: nil, deadline: 600)
        return try JSON.text(request)
    }

    private func child(
        _ workload: String, _ strategy: String, _ task: ChildRequest.Task
    ) async throws -> ChildReport {
        let run = try await Program.bench.run(ChildRequest.argument, try request(workload, strategy, task))
        return try JSON.value(run.output)
    }

    /// `strace -c -f` of the same cell with 1000 iterations and with 2000. Everything else that the process
    /// does is the same in both, except for a few calls of mmap, munmap and futex, which depend on where
    /// mappings happen to be and on who waits for whom; one call per callback would be 2000.
    @Test(
        .requires(.strace),
        arguments: [
            ("thread", "none", 0), ("thread", "requery", 1), ("thread", "uncached", 9),
            ("coroutine/8/swapcontext", "sp-window", 3), ("nested/4", "requery", 5),
        ])
    func systemCallsAreThoseThatStraceCounts(workload: String, strategy: String, expected: Int) async throws {
        let iterations = 1000
        let report = try await child(
            workload, strategy, .count(iterations: UInt64(iterations), counters: ["system-calls"]))
        let reading = try #require(report.counters?.first)
        guard let counted = reading.value else { try skip("\(try #require(reading.unavailability))") }
        #expect(counted == Double(expected * iterations))
        let few = try await strace(workload, strategy, iterations)
        let many = try await strace(workload, strategy, 2 * iterations)
        let growth = many.merging(few.mapValues { -$0 }, uniquingKeysWith: +)
        let ofCallbacks = growth.filter { abs($0.value) > iterations / 2 }
        // The child runs a sample twice, once to warm up.
        #expect(ofCallbacks.values.reduce(0, +) == 2 * Int(counted), "\(growth)")
    }

    /// Calls by name in strace's summary.
    private func strace(
        _ workload: String, _ strategy: String, _ iterations: Int
    ) async throws -> [String: Int] {
        try await inTemporaryFolder { folder in
            let summary = folder.appending("strace.txt")
            let request = try request(
                workload, strategy, .sample(iterations: UInt64(iterations), samples: 1, budget: 1))
            let run = try await #require(Program(named: "strace")).run(
                "-c", "-f", "-o", summary.string, Program.bench.path.string, ChildRequest.argument, request)
            #expect(run.status == .exited(0), "\(run.errors)")
            let lines = try summary.text().split(separator: "\n").map { $0.split(separator: " ") }
            // Percent, seconds, microseconds per call, calls, errors if there were any, the call's name.
            var calls: [String: Int] = [:]
            for line in lines where line.count > 4 {
                if let count = Int(line[3]), line.last != "total" { calls[String(line.last!)] = count }
            }
            try #require(calls["execve"] == 1, "\(lines)")
            return calls
        }
    }
}
