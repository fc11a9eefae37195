import BenchResults
import Measurement

/// The table that people read: every cell, then the summary by workload, then what is to be known of
/// them.
struct TableReport {
    private let result: BenchResult

    init(_ result: BenchResult) {
        self.result = result
    }

    var text: String {
        [
            heading, cells,
            LatencyTable(result).text + GrowthTable(result).text + Summary(result).text,
            Footnotes(result).text,
        ]
        .joined(separator: "\n")
    }

    private var heading: String {
        let environment = result.provenance.environment
        let cpu = environment.processor.model.value ?? "unknown CPU"
        let kernel = environment.system.kernelRelease.value ?? "unknown kernel"
        let commit = result.provenance.source.commit.value.map { String($0.prefix(12)) } ?? "unknown commit"
        let dirty = result.provenance.source.isDirty.value == true ? " (dirty)" : ""
        return """
            \(cpu), Linux \(kernel), commit \(commit)\(dirty), seed \(result.plan.seed)
            Median of \(processes) processes ± half of its 95 % interval; \
            net = less '\(result.floor)' of the same round.

            """
    }

    /// How many there were, which is fewer than planned in a result that is incomplete.
    private var processes: String {
        let counts = Set(result.cells.compactMap(\.nanosecondsPerCallback?.count))
        guard let fewest = counts.min(), let most = counts.max() else { return "no" }
        return fewest == most ? "\(most)" : "\(fewest) to \(most)"
    }

    private var cells: String {
        var columns = Columns()
        let counters = shownCounters
        for block in result.plan.blocks {
            columns.add([block.workload, "ns/callback", "net of floor", "× best", "queries"] + counters)
            for cell in result.cells where cell.workload == block.workload {
                row(cell, counters, into: &columns)
            }
            columns.add(line: "")
        }
        return columns.text
    }

    private func row(_ cell: CellResult, _ counters: [String], into columns: inout Columns) {
        let name = "  \(cell.subject)"
        guard let cost = cell.nanosecondsPerCallback else {
            columns.add(name, spanning: "\(cell.status.rawValue): \(cell.reason ?? "no reason given")")
            return
        }
        let counted = counters.map { wanted in
            cell.counters.first { $0.name == wanted }.map(Quantity.count) ?? ""
        }
        columns.add(
            [
                name, Quantity.time(cost), net(cell), ratio(cell),
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

    /// The counters that could be read anywhere; the others are in the footnotes.
    private var shownCounters: [String] {
        result.plan.counters.filter { name in
            result.cells.contains { cell in
                cell.counters.contains { $0.name == name && $0.perCallback != nil }
            }
        }
    }
}
