import MachineInspection
import BenchResults
import Statistics
import Report

/// The table that people read: every cell, what is to be known of them, and at the end what is taken in at
/// a glance: the heat map and what it comes to in words.
struct TableReport {
    private let result: BenchResult
    private let terminal: Terminal

    init(_ result: BenchResult, for terminal: Terminal = .standardOutput) {
        self.result = result
        self.terminal = terminal
    }

    var text: String {
        let remarks = Footnotes(result).lines.map { Legible.text($0) + "\n" }.joined()
        let headline = Headline(result).sentences.map { $0.plain + "\n" }.joined()
        let map = TerminalHeatMap(HeatMap(result), for: terminal).text
        return [
            heading.map { Legible.text($0) + "\n" }.joined(), cells + remarks,
            LatencyTable(result).text + GrowthTable(result).text + map, headline,
        ]
        .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var heading: [String] {
        let environment = result.provenance.environment
        let cpu = environment.processor.model.value ?? "unknown CPU"
        let kernel = environment.system.kernelRelease.value ?? "unknown kernel"
        let commit = result.provenance.source.commit.value.map { String($0.prefix(12)) } ?? "unknown commit"
        let dirty = result.provenance.source.isDirty.value == true ? " (dirty)" : ""
        return [
            "\(cpu), Linux \(kernel), commit \(commit)\(dirty), seed \(result.plan.seed)",
            "Median of \(processes) processes ± half of its 95 % interval; "
                + "net = less '\(result.floor)' of the same round.",
        ]
    }

    /// How many there were, which is fewer than planned in a result that is incomplete.
    private var processes: String {
        let counts = Set(result.cells.compactMap(\.nanosecondsPerCallback?.count))
        guard let fewest = counts.min(), let most = counts.max() else { return "no" }
        return fewest == most ? "\(most)" : "\(fewest) to \(most)"
    }

    private var cells: String {
        var columns = Columns()
        let table = CostTable(result)
        for block in result.plan.blocks {
            columns.add([block.workload] + table.columns)
            for row in table.rows(of: block.workload) {
                switch row {
                case .values(let name, let values): columns.add(["  \(name)"] + values)
                case .missing(let name, let status, let reason):
                    columns.add("  \(name)", spanning: "\(status.rawValue): \(reason)")
                }
            }
            columns.add(line: "")
        }
        return columns.text
    }
}
