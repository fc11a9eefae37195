import BenchResults
import Cells
import ChildProtocol
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// `--latency`, from the callbacks to a log that other tools open.
@Suite("Latency")
struct LatencyTests {
    @Test func histogramsAreInTheResultAndInTheLog() async throws {
        try await inTemporaryFolder { folder in
            let (path, log) = (folder.appending("result.json"), folder.appending("tails.hlog"))
            let run = try await Program.bench.run(
                "--workload", "thread,coroutine/2/assembly,migrate", "--strategy", "fixed,requery",
                "--processes", "2", "--samples", "1", "--perf-counters", "none", "--latency",
                "--latency-log", log.string, "--output", path.string)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.output.contains("Latency tails\n") && run.output.contains("\nthread:fixed  "))
            #expect(run.output.contains("migrate has none: "))
            let result = try ResultStore.read(path)
            #expect(result.plan.latencyRounds == 2)
            for cell in result.cells {
                let has = cell.status == .measured && cell.workload != "migrate" && cell.kind != .twin
                #expect((cell.latency != nil) == has, "\(cell.name)")
                if let latency = cell.latency { checkForm(latency) }
            }
            let lines = try log.text().split(separator: "\n")
            let intervals = lines.filter { $0.hasPrefix("Tag=") }
            #expect(intervals.count == result.cells.count { $0.latency != nil })
            #expect(intervals.count >= 6)
            try await JSONSchema.check(path, "result")
        }
    }

    /// A query takes far longer than half a microsecond, so it is timed alone.
    private func checkForm(_ latency: CellLatency) {
        #expect(latency.count > 0 && latency.processes == 2 && latency.clockCost > 0)
        let quantiles = latency.quantiles.compactMap(\.nanoseconds)
        #expect(quantiles == quantiles.sorted())
        #expect(latency.histogram.hasPrefix("HISTF"))
    }

    /// Python's hdrhistogram, written by others, reads every interval and counts the same.
    @Test(.requires(.pythonHistograms))
    func anotherImplementationReadsTheLog() async throws {
        try await inTemporaryFolder { folder in
            let (path, log) = (folder.appending("result.json"), folder.appending("tails.hlog"))
            let run = try await Program.bench.run(
                "--workload", "thread", "--strategy", "fixed", "--processes", "2", "--samples", "1",
                "--perf-counters", "none", "--latency", "--latency-log", log.string, "--output", path.string)
            #expect(run.status == .exited(0), "\(run.errors)")
            let cells = try ResultStore.read(path).cells
            let expected = cells.compactMap { cell in cell.latency.map { "\(cell.name)\t\($0.count)" } }
            try #require(expected.count >= 3)
            let script = """
                import sys
                from hdrh.log import HistogramLogReader
                from hdrh.histogram import HdrHistogram
                reader = HistogramLogReader(sys.argv[1], HdrHistogram(1, 3600 * 10**9, 3))
                while (h := reader.get_next_interval_histogram()) is not None:
                    print(h.get_tag(), h.get_total_count(), sep="\\t")
                """
            let read = try await #require(Program(named: "python3")).run("-c", script, log.string)
            #expect(read.status == .exited(0), "\(read.errors)")
            #expect(read.output.split(separator: "\n").map(String.init) == expected)
        }
    }

    @Test func withoutThePassThereIsNoLog() async throws {
        try await inTemporaryFolder { folder in
            let run = try await Program.bench.run(
                "--workload", "thread", "--latency-log", "x.hlog", in: folder)
            #expect(run.status == .exited(2))
            #expect(run.complaints.count == 1 && run.errors.contains("add --latency"))
            let taken = try await Program.bench.run(
                "--workload", "thread", "--latency", "--latency-log", "/dev/null", in: folder)
            #expect(taken.status == .exited(2) && taken.errors.contains("/dev/null"))
            #expect(try folder.entries() == [])
        }
    }
}
