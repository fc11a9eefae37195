import PerfCounters
import Workloads

/// Reads counters around a loop. A separate pass, because reading a group costs 1.6 µs and counting disturbs
/// timing.
struct CounterPass {
    private let plan: CounterPlan

    init(_ names: [String]) throws(CounterNameError) {
        plan = try CounterPlan(names: names)
    }

    /// The counters over a number of iterations. The events are opened on the calling thread, and inherited
    /// by the threads that the loop creates. What starting and stopping them adds is subtracted, so counts
    /// are exact, and not only nearly so for many iterations.
    ///
    /// Threads that existed before are not counted; for their workloads a count would cover almost nothing.
    func read(_ iterations: UInt64, _ loop: MeasuredLoop, of workload: Workload) -> [CounterReading] {
        if workload.wakesThreads {
            return plan.readings(
                withoutValueBecause: "the callbacks are made by threads that existed before the counter",
                remedy: "count in a workload of one thread")
        }
        _ = loop.time(iterations)  // warm, as in the timed pass
        var session = CounterSession(plan: plan)
        return session.measure { _ = loop.time(iterations) }
    }
}
