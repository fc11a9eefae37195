import Cells
import PerfCounters
import Statistics

/// One line per cell, for spreadsheets and scripts. What was not measured is an empty field.
public struct CSVReport {
    private let result: BenchResult
    /// What decides which columns there are.
    private let plan: RunPlan

    /// Prepares to write a result.
    public init(_ result: BenchResult) {
        self.init(result, columnsOf: result.plan)
    }

    private init(_ result: BenchResult, columnsOf plan: RunPlan) {
        (self.result, self.plan) = (result, plan)
    }

    /// The lines of all machines under one header; what machine a line is of is in the last column.
    static func text(of merged: MergedResult) -> String {
        let reports = merged.machines.map { CSVReport($0, columnsOf: merged.plan) }
        let lines = zip(reports, merged.machineNames).flatMap { report, name in
            report.result.cells.map { report.line($0) + [.text(name)] }
        }
        return CSV.text([reports[0].header + ["machine"]] + lines)
    }

    /// A header and the lines, with line ends as in RFC 4180.
    public var text: String {
        CSV.text([header] + result.cells.map(line))
    }

    private var header: [CSV.Field] {
        [
            "workload", "subject", "kind", "status", "reason", "processes", "ns_per_callback", "lower",
            "upper", "net_of_floor", "net_lower", "net_upper", "ratio_to_best", "queries_per_callback",
        ] + (latencyNames + plan.counters).map { .text($0) }
            + derived.flatMap { [.text($0), .text("\($0)_lower"), .text("\($0)_upper")] }
    }

    private func line(_ cell: CellResult) -> [CSV.Field] {
        [cell.workload, cell.subject, cell.kind.rawValue, cell.status.rawValue, cell.reason ?? ""].map {
            .text($0)
        }
            + [.count(cell.replicates.count)] + ends(cell.nanosecondsPerCallback) + ends(cell.netOfFloor)
            + [.number(cell.ratioToBest?.median), .number(cell.queriesPerCallback)]
            + latency(cell)
            + plan.counters.map { name in
                .number(cell.counters.first { $0.name == name }?.perCallback)
            }
            + derived.flatMap { name in ends(cell.derived?.first { $0.name == name }?.value) }
    }

    private var derived: [String] { plan.derived.map(\.name) }

    /// Columns of a run with a latency pass; `batch` is in callbacks, the others in nanoseconds per callback.
    private var latencyNames: [String] {
        plan.latencyRounds == nil ? [] : ["batch", "p50", "p90", "p99", "p99.9", "max"]
    }

    private func latency(_ cell: CellResult) -> [CSV.Field] {
        // A cell may claim what the plan, and so the first line, has not.
        guard let latency = cell.latency, !latencyNames.isEmpty else { return latencyNames.map { _ in "" } }
        return [.count(latency.batch)] + latency.quantiles.map { .number($0.nanoseconds) }
    }

    private func ends(_ estimate: Estimate?) -> [CSV.Field] {
        [.number(estimate?.median), .number(estimate?.lower), .number(estimate?.upper)]
    }
}
