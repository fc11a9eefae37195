import Measurement

/// One line a cell, for spreadsheets and scripts. What was not measured is an empty field.
public struct CSVReport {
    private let result: BenchResult

    /// Prepares to write a result.
    public init(_ result: BenchResult) {
        self.result = result
    }

    /// A header and the lines, ended as RFC 4180 says.
    public var text: String {
        CSV.text([header] + result.cells.map(line))
    }

    private var header: [String] {
        [
            "workload", "subject", "kind", "status", "reason", "processes", "ns_per_callback", "lower",
            "upper", "net_of_floor", "net_lower", "net_upper", "ratio_to_best", "queries_per_callback",
        ] + result.plan.counters
    }

    private func line(_ cell: CellResult) -> [String] {
        [cell.workload, cell.subject, cell.kind.rawValue, cell.status.rawValue, cell.reason ?? ""]
            + ["\(cell.replicates.count)"] + ends(cell.nanosecondsPerCallback) + ends(cell.netOfFloor)
            + [CSV.number(cell.ratioToBest?.median), CSV.number(cell.queriesPerCallback)]
            + result.plan.counters.map { name in
                CSV.number(cell.counters.first { $0.name == name }?.perCallback)
            }
    }

    private func ends(_ estimate: Estimate?) -> [String] {
        [CSV.number(estimate?.median), CSV.number(estimate?.lower), CSV.number(estimate?.upper)]
    }
}
