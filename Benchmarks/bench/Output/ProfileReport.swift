import BenchResults
import ChildProtocol
import SystemPackage
import Workloads

/// What perf found of one cell.
struct ProfileReport {
    private let perf: Perf
    private let workload: Workload

    /// What perf stat counts besides; those that the machine has not are named.
    private static let events = [
        "task-clock", "page-faults", "context-switches", "cycles", "instructions", "branch-misses",
    ]

    init(_ perf: Perf, _ workload: Workload) {
        self.perf = perf
        self.workload = workload
    }

    /// Watches the cell twice, as sampling would disturb counting.
    func text(sampling event: String, file: FilePath) async throws -> String {
        let sampled = try await perf.record(event, to: file)
        let functions = try await perf.hotFunctions(in: file)
        let (counts, counted) = try await perf.stat(Self.events)
        var columns = Columns()
        columns.add(["\(workload.name):\(perf.strategy)", "% of samples", "in"])
        for function in functions { columns.add(["  \(function.name)", function.share, function.object]) }
        return """
            perf record -e \(event), \(callbacks(sampled)) callbacks, without set-up
            \(columns.text)
            perf stat, \(callbacks(counted)) callbacks
            \(table(counts, callbacks(counted)))
            """
    }

    private func callbacks(_ report: ChildReport) -> UInt64 {
        (report.iterations ?? 0) * UInt64(workload.callbacksPerIteration * workload.threads)
    }

    private func table(_ counts: [Perf.Count], _ callbacks: UInt64) -> String {
        var columns = Columns()
        columns.add(["", "a callback"])
        for count in counts {
            guard let value = count.value, callbacks > 0 else {
                columns.add("  \(count.event)", spanning: "not counted on this machine")
                continue
            }
            // perf gives the clock in milliseconds.
            let isClock = count.event == "task-clock"
            let perCallback = value / Double(callbacks)
            columns.add([
                "  \(count.event)", isClock ? Quantity.time(perCallback * 1e6) : Quantity.count(perCallback),
            ])
        }
        return columns.text
    }
}
