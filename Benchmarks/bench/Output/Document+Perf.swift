import ChildProtocol
import Report
import SystemPackage
import Workloads

extension Document {
    /// What perf stat counts besides; those that the machine has not are named.
    private static let events = [
        "task-clock", "page-faults", "context-switches", "cycles", "instructions", "branch-misses",
    ]

    /// Watches a cell twice, as sampling would disturb counting.
    init(_ workload: Workload, _ perf: Perf, sampling event: String, file: FilePath) async throws {
        func callbacks(_ report: ChildReport) -> UInt64 {
            (report.iterations ?? 0) * UInt64(workload.callbacksPerIteration * workload.threads)
        }
        let sampled = try await perf.record(event, to: file)
        let functions = try await perf.hotFunctions(in: file)
        let (counts, counted) = try await perf.stat(Self.events)
        self.init(
            profileOf: "\(workload.name):\(perf.strategy)", sampling: (event, callbacks(sampled)),
            functions.map { ($0.name, $0.share, $0.object) }, counting: callbacks(counted),
            counts.map { ($0.event, $0.value) })
    }
}
