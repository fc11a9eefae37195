import Cells
import ChildProtocol
import FoundationEssentials
import PerfCounters
import TestSupport
import Testing

/// A child process of a run, asked for counters alone.
struct CountingChild {
    var workload = "thread"
    var strategy = "sp-window"
    var iterations: UInt64 = 20_000
    /// The CPU that it runs on, if pinned.
    var cpu: Int?

    /// What it is started with.
    func arguments(_ counters: [String]) throws -> [String] {
        let request = ChildRequest(
            workload: workload, subject: .strategy(strategy),
            task: .count(iterations: iterations, counters: counters), seed: 1, cpu: cpu, deadline: 600)
        return [ChildRequest.argument, try JSON.text(request)]
    }

    /// What it counts under counter hardware.
    func readings(
        _ counters: [String], on pmu: SoftwarePMU, _ behaviour: [String] = []
    ) async throws -> [CounterReading] {
        let run = try await pmu.run(.bench, try arguments(counters), behaviour)
        let readings = try #require(
            try JSON.value(run.output, as: ChildReport.self).counters, "\(run.errors)")
        try #require(readings.map(\.requestedName) == counters)
        return readings
    }
}
