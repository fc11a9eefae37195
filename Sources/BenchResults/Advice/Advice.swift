import Cells
import Statistics
public import Traces

/// What each strategy would have cost a recorded program, and whether it would have ended it: its trace, replayed
/// here, at the rate that was recorded.
public struct Advice: Encodable, Sendable {
    /// A strategy.
    public struct Row: Encodable, Sendable {
        /// Its name.
        public let strategy: String
        /// What became of it: `measured`, `died`, `hung`, `failed` or `pending`.
        public let status: CellResult.Status
        /// How it died, or why it was not measured; null otherwise.
        public let reason: String?
        /// Nanoseconds of a callback, less what the floor costs.
        public let nanoseconds: Cost?
        /// The same as a share of the program's CPU time, from 0: above 1 it would take longer than everything
        /// else. Extrapolated. Null where the CPU time of the program is not known.
        public let share: Cost?
        /// Letters of the faults that it commits on the trace, as in the safety matrix; null where that is not known.
        public let faults: [String]?
        /// The callback of the trace, from 1, that shows the fault or in which it died, and what was seen there; null
        /// without either.
        public let callback: Int?
        /// See `callback`.
        public let finding: String?
        /// Queries of the system in a callback.
        public let queriesPerCallback: Double?
    }

    /// A median, and its interval where there is one.
    public struct Cost: Encodable, Sendable {
        /// In the unit of the member.
        public let median: Double
        /// Null without an interval.
        public let lower, upper: Double?
    }

    /// The program.
    public let program: String
    /// Callbacks in a second of its CPU time, recording not counted; null for unknown.
    public let callbacksPerCPUSecond: Double?
    /// Whether the machine was too busy for costs to be compared.
    public let isSick: Bool
    /// In the order of the catalogue.
    public let rows: [Row]

    /// - Parameters:
    ///   - trace: what the trace says.
    ///   - result: a run of its replay, and nothing else but the resolution.
    ///   - workload: the replay's name.
    ///   - checks: the cells of a check of the trace.
    public init(
        _ trace: TraceSummary, _ result: BenchResult, workload: String, checks: [CheckCell]
    ) {
        program = trace.program
        let rate = Self.rate(trace)
        callbacksPerCPUSecond = rate
        isSick = !result.reasonsForSickness.isEmpty
        rows = result.cells.filter { $0.workload == workload && $0.kind == .strategy }.map { cell in
            let check = checks.first { $0.strategy == cell.subject && $0.verdict.isJudged }
            let isFaulty = cell.status.isDeath || check?.faults.isEmpty == false
            let cost = cell.netOfFloor.map { Cost(median: $0.median, lower: $0.lower, upper: $0.upper) }
            return Row(
                strategy: cell.subject, status: cell.status, reason: cell.reason,
                nanoseconds: cost,
                share: rate.flatMap { rate in
                    cost.map { cost in
                        let factor = rate / 1e9
                        return Cost(
                            median: max(0, cost.median * factor),
                            lower: cost.lower.map { max(0, $0 * factor) },
                            upper: cost.upper.map { max(0, $0 * factor) })
                    }
                }, faults: check?.faults, callback: isFaulty ? check?.step?.number : nil,
                finding: isFaulty ? check?.reason : nil, queriesPerCallback: cell.queriesPerCallback)
        }
    }

    /// Of the time that is left when what recording took is subtracted, which is at least a tenth of it.
    private static func rate(_ trace: TraceSummary) -> Double? {
        guard let time = trace.cpuNanoseconds, time > 0, trace.callbacks > 0 else { return nil }
        let events = trace.callbacks * (trace.ends.isEmpty ? 1 : 2)
        let recording = Double(trace.overheadNanoseconds ?? 0) * Double(events)
        return Double(trace.callbacks) * 1e9 / max(Double(time) - recording, Double(time) / 10)
    }
}
