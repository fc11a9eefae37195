import Statistics
import Cells
public import BenchResults

/// Every row of a workload with all that was measured of it.
public struct CostTable {
    /// A row: its name, and its values or what became of it.
    public enum Row {
        /// One value for each of `columns`; empty where there is none.
        case values(name: String, [String])
        /// It was not measured.
        case missing(name: String, status: CellResult.Status, reason: String)
    }

    private let result: BenchResult
    private let counters: [String]
    private let byWorkload: [String: [CellResult]]

    /// Prepares to look at the workloads of a result.
    public init(_ result: BenchResult) {
        self.result = result
        byWorkload = Dictionary(grouping: result.cells, by: \.workload)
        // The others are in the footnotes.
        let counted = Set(
            result.cells.flatMap { cell in cell.counters.filter { $0.perCallback != nil }.map(\.name) })
        counters = result.plan.counters.filter(counted.contains)
    }

    /// The columns after the name; the counters that could be read anywhere are the last.
    public var columns: [String] { ["ns/callback", "net of floor", "× best", "queries"] + counters }

    /// The rows of a workload.
    public func rows(of workload: String) -> [Row] {
        (byWorkload[workload] ?? []).map(row)
    }

    private func row(_ cell: CellResult) -> Row {
        guard let cost = cell.nanosecondsPerCallback else {
            return .missing(
                name: cell.subject, status: cell.status, reason: cell.reason ?? "no reason given")
        }
        let counted = counters.map { wanted in
            cell.counters.first { $0.name == wanted }.map(Quantity.count) ?? ""
        }
        return .values(
            name: cell.subject,
            [
                Quantity.time(cost), net(cell), ratio(cell),
                cell.queriesPerCallback.map(Quantity.count) ?? "",
            ] + counted)
    }

    private func net(_ cell: CellResult) -> String {
        if cell.kind == .strategy && cell.subject == result.floor { return "floor" }
        return cell.netOfFloor.map(Quantity.difference) ?? ""
    }

    private func ratio(_ cell: CellResult) -> String {
        guard let ratio = cell.ratioToBest else { return "" }
        switch cell.standing {
        case .best: return "best"
        case .slower: return Quantity.factor(ratio.median)
        case .indistinct: return "~"
        case .unknown, .withheld, nil: return Quantity.factor(ratio.median) + "?"
        }
    }
}
