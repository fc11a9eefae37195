import Cells
import Statistics
public import Traces

/// What each strategy would have cost a recorded program, and whether it would have ended it: its trace, replayed
/// here, at the rate that was recorded. `results/schema/advice.schema.json` describes the JSON.
public struct Advice: Codable, Sendable {
    /// A strategy.
    public struct Row: Codable, Sendable {
        /// Its name.
        public let strategy: String
        /// What became of it: `measured`, `died`, `hung`, `failed` or `pending`.
        public let status: CellResult.Status
        /// How it died, or why it was not measured; null otherwise.
        @Nullable public var reason: String?
        /// Nanoseconds of a callback, less what the floor costs.
        @Nullable public var nanoseconds: Cost?
        /// The same as a share of the program's CPU time, from 0: above 1 it would take longer than everything
        /// else. Extrapolated. Null where the CPU time of the program is not known.
        @Nullable public var share: Cost?
        /// Letters of the faults that it commits on the trace, as in the safety matrix; null where that is not known.
        @Nullable public var faults: [String]?
        /// Letters of the faults that it commits in scenarios of the safety matrix that the program's pattern can come
        /// into, as played here; null where none was judged.
        @Nullable public var reachableFaults: [String]?
        /// The callback of the trace, from 1, that shows the fault or in which it died, and what was seen there; null
        /// without either.
        @Nullable public var callback: Int?
        /// See `callback`.
        @Nullable public var finding: String?
        /// Queries of the system in a callback.
        @Nullable public var queriesPerCallback: Double?
    }

    /// A median, and its interval where there is one.
    public struct Cost: Codable, Sendable {
        /// In the unit of the member.
        public let median: Double
        /// The ends of its interval; null without one.
        @Nullable public var lower: Double?
        /// See `lower`.
        @Nullable public var upper: Double?
    }

    /// The program.
    public let program: String
    /// What it does with stacks: `coroutines`, `small stacks`.
    public let patterns: [String]
    /// The scenarios of the safety matrix that a program of these patterns can come into.
    public let scenarios: [String]
    /// Callbacks in a second of its CPU time, recording not counted; null for unknown.
    @Nullable public var callbacksPerCPUSecond: Double?
    /// The part of the recording that its windows make up, 1 for all; the rate of the rest is extrapolated from them.
    public let recordedPart: Double
    /// Whether the machine was too busy for costs to be compared.
    public let isSick: Bool
    /// In the order of the catalogue.
    public let rows: [Row]

    /// - Parameters:
    ///   - trace: what the trace says.
    ///   - result: a run of its replay, and nothing else but the resolution.
    ///   - workload: the replay's name.
    ///   - patterns: what the program does with stacks.
    ///   - checks: the cells of a check of the trace, and of the scenarios of the patterns.
    public init(
        _ trace: TraceSummary, _ result: BenchResult, workload: String, patterns: [TracePattern],
        checks: [CheckCell]
    ) {
        self.patterns = patterns.map(\.rawValue)
        let matrix = Dictionary(
            grouping: checks.filter { $0.scenario != workload && $0.verdict.isJudged }, by: \.strategy)
        var names: [String] = []
        for check in checks where check.scenario != workload && !names.contains(check.scenario) {
            names.append(check.scenario)
        }
        scenarios = names
        program = trace.program
        let rate = Self.rate(trace)
        callbacksPerCPUSecond = rate
        recordedPart =
            trace.nanoseconds > 0 ? Double(trace.recordedNanoseconds) / Double(trace.nanoseconds) : 1
        isSick = !result.reasonsForSickness.isEmpty
        rows = result.cells.filter { $0.workload == workload && $0.kind == .strategy }.map { cell in
            let check = checks.first {
                $0.scenario == workload && $0.strategy == cell.subject && $0.verdict.isJudged
            }
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
                }, faults: check?.faults,
                reachableFaults: matrix[cell.subject].map { cells in
                    Fault.allCases.map(\.rawValue).filter { letter in
                        cells.contains { $0.faults.contains(letter) }
                    }
                },
                callback: isFaulty ? check?.step?.number : nil,
                finding: isFaulty ? check?.reason : nil, queriesPerCallback: cell.queriesPerCallback)
        }
    }

    /// Of the time that is left when what recording took is subtracted, which is at least a tenth of it. Of a recording
    /// with pauses, in its windows, as if they had their part of the CPU time.
    private static func rate(_ trace: TraceSummary) -> Double? {
        guard let time = trace.cpuNanoseconds, time > 0, trace.callbacks > 0, trace.recordedNanoseconds > 0
        else {
            return nil
        }
        let recorded = Double(time) * Double(trace.recordedNanoseconds) / Double(trace.nanoseconds)
        let events = trace.callbacks * (trace.ends.isEmpty ? 1 : 2)
        let recording = Double(trace.overheadNanoseconds ?? 0) * Double(events)
        return Double(trace.callbacks) * 1e9 / max(recorded - recording, recorded / 10)
    }
}
