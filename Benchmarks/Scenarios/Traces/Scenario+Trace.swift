import CLibrary
import CScenarioActions
import Cells
import ForeignStacks
public import Traces
import Workloads

extension Scenario {
    /// The callbacks of a recorded program as a scenario, each judged by the stack that it is on.
    ///
    /// - Parameter path: the file of the trace.
    /// - Throws: `TraceError` for one that cannot be read or replayed.
    public init(trace path: String) throws(TraceError) {
        let trace = try Trace(file: path)
        let workload = try Workload.trace(trace, at: path)
        self.init(
            Self.traceNumber, workload.name, workload.summary,
            setUp:
                "its threads one after the other, \(WatchedReplay.most) callbacks at most; each thread first calls "
                + "back from its own stack",
            truth: "each stack as it was recorded", source: "bench record", looksFor: [], on: .mainThread,
            trace: path, unavailability: workload.unavailability
        ) { (stage) throws(StagingError) in try stage.play(WatchedReplay(trace)) }
    }

    /// The number of all traces.
    static let traceNumber = 98
}

extension Stage {
    /// Plays a trace in a fork, reports what was seen there, and ends as the fork did.
    fileprivate func play(_ replay: WatchedReplay) throws(StagingError) {
        let order = replay.threads.flatMap { replay.callbacks[$0] ?? [] }
        let log = try SharedLog(callbacks: order.count)
        let status = ForkedChild.wait(seconds: 0) {
            reportErrors { () throws(StagingError) in try playThreads(of: replay, log) }
        }
        try StagingError.check(error: min(status, 0), "fork")
        for line in ReplayEvidence(order, log.truths, log.observations).lines { line.write() }
        sbs_die_like(status)
    }

    private func playThreads(of replay: WatchedReplay, _ log: SharedLog) throws(StagingError) {
        if let kept = try StagingError.setUp({ try replay.mappings() }) { keepAlive(kept) }
        for thread in replay.threads {
            if replay.isMain(thread) {
                try play(thread, of: replay, log)
            } else {
                try NativeThread.runStaged {
                    reportErrors { () throws(StagingError) in try play(thread, of: replay, log) }
                }
            }
        }
    }

    private func play(_ thread: Int, of replay: WatchedReplay, _ log: SharedLog) throws(StagingError) {
        sbs_evidence_use_signal_stack()
        // The C library's answer for the main thread's stack is not the truth.
        let main = replay.isMain(thread) ? try ThreadStack.ofMainThread() : nil
        try StagingError.setUp {
            try replay.play(thread, log: log.log) { stacks in
                log.add(truths: stacks.map { if let main, main.contains($0.hi - 1) { main } else { $0 } })
            }
        }
    }
}
