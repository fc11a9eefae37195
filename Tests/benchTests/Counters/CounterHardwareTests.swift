import BenchResults
import Cells
import MachineInspection
import PerfCounters
import SystemPackage
import TestSupport
import Testing

/// The whole program on counter hardware whose counts are known: software_pmu.c counts the time of the task for
/// instructions, cycles, branches and loads, page faults for misses, and nothing for bus cycles.
@Suite("Counter hardware", .requires(.softwarePMU))
struct CounterHardwareTests {
    /// Clocks that are read one after another differ by what lies between.
    private static let same = 0.8...1.25

    @Test(arguments: ["thread", "nested/4", "thread-churn"])
    func countsAreTheKernelsAlsoOfNewThreads(workload: String) async throws {
        try await inTemporaryFolder { folder in
            let pmu = try await SoftwarePMU(in: folder)
            let child = CountingChild(
                workload: workload, iterations: workload == "thread-churn" ? 64 : 20_000)
            let names = ["instructions", "cycles", "branches", "bus-cycles", "task-clock"]
            let readings = try await child.readings(names, on: pmu)
            let values = try readings.map { try #require($0.value, "\($0)") }
            #expect(readings.map(\.source) == [.hardware, .hardware, .hardware, .hardware, .software])
            #expect(readings.allSatisfy { $0.pass == 1 && !$0.scaled && $0.timeEnabled == $0.timeRunning })
            for value in values[..<3] { #expect(Self.same.contains(value / values[4]), "\(values)") }
            // Counted, and none there: that is 0 and not null.
            #expect(values[3] == 0)
        }
    }

    @Test func aGroupThatTheHardwareCannotHoldIsCountedInParts() async throws {
        try await inTemporaryFolder { folder in
            let pmu = try await SoftwarePMU(in: folder)
            let names = ["instructions", "cycles", "branches", "L1-dcache-loads"]
            let readings = try await CountingChild().readings(names, on: pmu, ["--counters", "2"])
            #expect(readings.map(\.pass) == [1, 1, 2, 3])
            #expect(readings.allSatisfy { ($0.value ?? 0) > 0 && !$0.scaled })
        }
    }

    @Test func whatMayNotCountTheKernelCountsUserModeAndSaysSo() async throws {
        try await inTemporaryFolder { folder in
            let pmu = try await SoftwarePMU(in: folder)
            let names = ["instructions", "instructions:u", "instructions:k", "branch-misses"]
            let readings = try await CountingChild().readings(names, on: pmu, ["--user-only"])
            #expect(readings.map(\.privilege) == [.user, .user, .kernel, .user])
            #expect(readings.map { $0.value != nil } == [true, true, false, true])
            #expect(readings[0].notes.contains { $0.contains("user mode only") } && readings[1].notes.isEmpty)
            #expect(readings[2].unavailability?.errorName == "EACCES")
        }
    }

    @Test func whatNeverRanIsNotACountOfZero() async throws {
        let cpus = try Affinity.allowed().sorted()
        guard cpus.count > 1 else { try skip("this process may use one CPU only") }
        try await inTemporaryFolder { folder in
            let pmu = try await SoftwarePMU(in: folder)
            let path = folder.appending("result.json")
            let run = try await pmu.run(
                .bench,
                [
                    "run", "--workload", "thread", "--strategy", "none,sp-window", "--processes", "1",
                    "--cpu", "\(cpus[0])", "--perf-counters", "instructions,cycles,page-faults",
                    "--output", path.string,
                ], ["--core", "4:\(cpus[1])"])
            #expect(run.status == .exited(0), "\(run.errors)")
            let result = try ResultStore.read(path)
            for cell in result.cells where cell.kind == .strategy {
                #expect(cell.counters.map { $0.perCallback != nil } == [false, false, true], "\(cell.name)")
                #expect(cell.counters[0].rawCount == nil)
                #expect(cell.counters[0].reason?.contains("never ran") == true)
            }
            #expect(run.output.contains("instructions, cycles: unavailable: not counted"), "\(run.output)")
        }
    }

    @Test func aRunShowsWhatItCounted() async throws {
        try await inTemporaryFolder { folder in
            let pmu = try await SoftwarePMU(in: folder)
            let path = folder.appending("result.json")
            let run = try await pmu.run(
                .bench,
                [
                    "run", "--workload", "thread,coroutine/8/swapcontext", "--strategy", "none,uncached",
                    "--processes", "1", "--perf-counters", "instructions,cycles,branch-misses,bus-cycles",
                    "--output", path.string,
                ])
            #expect(run.status == .exited(0), "\(run.errors)")
            let result = try ResultStore.read(path)
            #expect(result.counters.allSatisfy { $0.source == .hardware && $0.unavailability == nil })
            #expect(result.counters.allSatisfy { $0.cellsWithout == 0 })
            for cell in result.cells where cell.kind == .strategy {
                let counts = try cell.counters.map { try #require($0.perCallback, "\(cell.name) \($0.name)") }
                #expect(Self.same.contains(counts[0] / counts[1]), "\(cell.name) \(counts)")
                #expect(counts[3] == 0)
            }
            #expect(
                run.output.contains(
                    "Sources of counters: hardware (instructions, cycles, branch-misses, bus-cycles)."))
        }
    }
}
