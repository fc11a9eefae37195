import CStackSupport
import Cells
import ChildProtocol
import ForeignStacks
import PerfCounters
import Workloads

extension CellMeasurement {
    /// The task on a workload that runs once in a process: this is the process. Calibration proves the claim,
    /// a sample is the one callback, and what takes more of them is refused.
    func performOnce(_ prepared: PreparedWorkload) throws {
        let makesCallbacks = request.subject.makesCallbacks
        switch request.task {
        case .calibrate:
            if makesCallbacks { report.queriesPerCallback = try prepared.verifyOnce() }
            report.iterations = 1
        case .sample:
            prepared.enterRuntime(makesCallbacks)
            let loop = MeasuredLoop(request.subject, prepared)
            let before = sbs_queries_so_far()
            report.samples = [loop.time(1)]
            if makesCallbacks { report.queriesPerCallback = Double(sbs_queries_so_far() - before) }
        case .count(_, let names):
            report.counters = try CounterPlan(names: names).readings(
                withoutValueBecause: workload.onceReason,
                remedy: "count in main-mappings, which repeats the callback")
        case .run, .latency, .profile: report.failure = workload.onceReason
        }
        report.mappings = ExtraMappings.present
    }
}
