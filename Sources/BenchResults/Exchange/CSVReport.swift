import Cells
import Statistics

/// One line per cell, for spreadsheets and scripts. What was not measured is an empty field.
public struct CSVReport {
    private let result: BenchResult

    /// Prepares to write a result.
    public init(_ result: BenchResult) {
        self.result = result
    }

    /// A header and the lines, with line ends as in RFC 4180.
    public var text: String {
        CSV.text([header] + result.cells.map(line))
    }

    private var header: [CSV.Field] {
        [
            "workload", "subject", "kind", "status", "reason", "processes", "ns_per_callback", "lower",
            "upper", "net_of_floor", "net_lower", "net_upper", "ratio_to_best", "queries_per_callback",
        ] + (latencyNames + result.plan.counters).map { .text($0) }
    }

    private func line(_ cell: CellResult) -> [CSV.Field] {
        [cell.workload, cell.subject, cell.kind.rawValue, cell.status.rawValue, cell.reason ?? ""].map {
            .text($0)
        }
            + [.count(cell.replicates.count)] + ends(cell.nanosecondsPerCallback) + ends(cell.netOfFloor)
            + [.number(cell.ratioToBest?.median), .number(cell.queriesPerCallback)]
            + latency(cell)
            + result.plan.counters.map { name in
                .number(cell.counters.first { $0.name == name }?.perCallback)
            }
    }

    /// Columns of a run with a latency pass; `batch` is in callbacks, the others in nanoseconds per callback.
    private var latencyNames: [String] {
        result.plan.latencyRounds == nil ? [] : ["batch", "p50", "p90", "p99", "p99.9", "max"]
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
