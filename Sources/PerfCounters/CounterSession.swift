/// Measures regions of code with the counters of a plan.
///
/// An unavailable counter never stops a measurement: its reading says why. The counters cover the calling
/// thread and all threads started within the region, directly or indirectly, but no thread that existed
/// before. Descriptors are open only while a region is measured.
public struct CounterSession: Sendable {
    /// What is measured.
    public let plan: CounterPlan

    /// How often the last measurement ran its region: at least 1, or 0 before the first measurement. It is
    /// more than 1 when the counter hardware cannot hold all events at once.
    public private(set) var passes = 0

    /// How often the next measurement will run its region if every counter is available; each measurement
    /// learns from the last which events have to be counted separately.
    public var plannedPasses: Int { schedule.passes }

    let kernel: PerfKernel
    let paranoidLevel: Int64?
    /// The types of core that the calling thread may run on; empty where all of the processor's are alike.
    let coreTypes: [CoreType]
    /// What is opened for a counter whose plan does not say it, or why nothing can be, by index in the plan.
    let lookedUp: [Int: Result<EventEncoding, CounterUnavailability>]
    private(set) var schedule: PassSchedule

    /// Prepares a measurement by the calling thread, on the CPUs that it may run on now: looks up the numbers of
    /// the tracepoints, but opens no counter.
    ///
    /// If tracefs is not mounted, a privileged process briefly uses a private mount that no one else sees.
    public init(plan: CounterPlan) {
        self.init(plan: plan, kernel: .linux)
    }

    init(plan: CounterPlan, kernel: PerfKernel) {
        self.plan = plan
        self.kernel = kernel
        paranoidLevel = kernel.paranoidLevel
        coreTypes = CoreType.reachable(kernel.coreTypes(), on: kernel.allowedCPUs())
        schedule = PassSchedule(plan.counters.map(\.source))
        var lookedUp: [Int: Result<EventEncoding, CounterUnavailability>] = [:]
        for (index, counter) in plan.counters.enumerated() {
            if let problem = counter.problem { lookedUp[index] = .failure(problem) }
            guard let name = counter.tracepoint else { continue }
            lookedUp[index] = Result { () throws(CounterUnavailability) in
                name.encoding(identifier: try TracepointLookup(kernel: kernel).identifier(of: name))
            }
        }
        self.lookedUp = lookedUp
    }

    /// Runs `region` and counts.
    ///
    /// Opening and closing a tracepoint takes tens of milliseconds (40 ms on Linux 6.18), outside the region;
    /// while one is open every system call on the machine takes its slower path. Do not measure times in the
    /// same run.
    ///
    /// - Parameter region: runs ``passes`` times, on the calling thread, so each run must do the same work.
    ///   Readings from different passes come from different runs (``CounterReading/pass``); software events
    ///   are read in the first.
    /// - Returns: one reading for each name of the plan, in its order.
    public mutating func measure(_ region: () -> Void) -> [CounterReading] {
        var readings = [CounterReading?](repeating: nil, count: plan.counters.count)
        var waiting = schedule.runs
        var settled: [[Int]] = []
        passes = 0
        while !waiting.isEmpty {
            let group = waiting.removeFirst()
            let outcome = run(region, counting: group, pass: passes + 1)
            if outcome.didRun { passes += 1 }
            for (index, reading) in outcome.readings
            where readings[index] == nil || plan.counters[index].source != .software {
                readings[index] = reading
            }
            let together = group.filter { !outcome.apart.contains($0) }
            waiting += outcome.apart.map { [$0] }
            if outcome.isCrowded {
                waiting += PassSchedule.split(together)
            } else {
                settled.append(together)
            }
        }
        if passes == 0 {
            region()
            passes = 1
        }
        schedule.groups = settled.filter { !$0.isEmpty }
        return readings.map { $0! }
    }
}
