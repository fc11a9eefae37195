import BenchResults
import Measurement

/// One line a cell, for spreadsheets and scripts. What was not measured is an empty field.
struct CSVReport {
    private let result: BenchResult

    init(_ result: BenchResult) {
        self.result = result
    }

    var text: String {
        ([header] + result.cells.map(line)).map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
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
            + [number(cell.ratioToBest?.median), number(cell.queriesPerCallback)]
            + result.plan.counters.map { name in
                number(cell.counters.first { $0.name == name }?.perCallback)
            }
    }

    private func ends(_ estimate: Estimate?) -> [String] {
        [number(estimate?.median), number(estimate?.lower), number(estimate?.upper)]
    }

    private func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

    /// RFC 4180: fields with commas, quotes or line ends are quoted, quotes doubled.
    private func quoted(_ field: String) -> String {
        guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }
}
