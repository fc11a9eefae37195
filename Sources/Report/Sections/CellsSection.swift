import BenchResults
import Cells
import ChildProtocol
import Statistics

/// Every row of every workload with all that was measured of it.
struct CellsSection {
    private let run: BenchResult
    /// Its place in the report.
    private let number: Int
    private let counters: [String]
    /// What is derived of them.
    private let derived: [String]
    private let byWorkload: [String: [CellResult]]
    /// Workloads whose cheapest strategy costs no more than the floor.
    private let bestIsFloor: Set<String>

    init(run: BenchResult, number: Int = 1) {
        (self.run, self.number) = (run, number)
        byWorkload = Dictionary(grouping: run.cells, by: \.workload)
        let nothing = run.cells.filter { cell in
            cell.standing == .best
                && cell.netOfFloor.map { Quantity.isNothing($0, resolution: run.resolution) } ?? false
        }
        bestIsFloor = Set(nothing.map(\.workload))
        // Those that could be read nowhere are in the remarks.
        let counted = Set(
            run.cells.flatMap { cell in cell.counters.filter { $0.perCallback != nil }.map(\.name) })
        counters = run.plan.counters.filter(counted.contains)
        derived = DerivedCounters(run).shown
    }

    var section: Document.Section {
        let summaries = Dictionary(
            run.workloads.map { ($0.name, $0.summary) }, uniquingKeysWith: { first, _ in first })
        let ratios = derived.isEmpty ? "" : "; ratios of them are taken in each process"
        let blocks = run.plan.blocks.enumerated().map { index, block in
            Document.Block.folded(
                "\(name: block.workload): \(summaries[block.workload] ?? "")",
                [.table(table(of: block.workload))] + samples(of: block, index))
        }
        return Document.Section(
            title: "Every cell",
            blocks: [
                .sentence(
                    """
                    Median of a callback over \(ProcessCount(run).words) ± half of its 95 % interval, or both ends \
                    where half would mislead; net: less the floor, \(name: run.floor), in the same round; \
                    '~0': no measurable cost; '~': no measurable difference from the cheapest; '?': not \
                    judged. Counters are counts per callback\(ratios).
                    """)
            ] + blocks, place: .pageAndTerminal)
    }

    /// On a page alone: a terminal has no room for them, and the result has them.
    private func samples(of block: RunPlan.Block, _ index: Int) -> [Document.Block] {
        let cells = byWorkload[block.workload] ?? []
        return SampleTable(cells: cells, place: (number, index)).table.map { [.pageTable($0)] } ?? []
    }

    private func table(of workload: String) -> Table {
        Table(
            columns: ["row", "ns/callback", "net of floor", "× best", "queries"] + counters + derived,
            rows: (byWorkload[workload] ?? []).map(row))
    }

    private func row(_ cell: CellResult) -> Table.Row {
        guard let cost = cell.nanosecondsPerCallback else {
            let reason = "\(cell.status.rawValue): \(cell.reason ?? "no reason given")"
            return Table.Row(
                header: cell.subject,
                cells: [Table.Cell(reason, look: cell.status.isDeath ? .dead : .absent)], isSpanning: true)
        }
        let counted = counters.map { wanted in
            cell.counters.first { $0.name == wanted }.map(Quantity.count) ?? ""
        }
        let ratios = derived.map { wanted in
            cell.derived?.first { $0.name == wanted }?.value.map(Quantity.ratio) ?? ""
        }
        let values =
            [
                Quantity.time(cost), net(cell), ratio(cell),
                cell.queriesPerCallback.map(Quantity.count) ?? "",
            ] + counted + ratios
        return Table.Row(header: cell.subject, cells: values.map { Table.Cell($0) })
    }

    private func net(_ cell: CellResult) -> String {
        if cell.kind == .strategy && cell.subject == run.floor { return "floor" }
        guard let net = cell.netOfFloor else { return "" }
        return Quantity.isNothing(net, resolution: run.resolution) ? "~0" : Quantity.difference(net)
    }

    private func ratio(_ cell: CellResult) -> String {
        guard let ratio = cell.ratioToBest else { return "" }
        switch cell.standing {
        case .best: return "best"
        // What a ratio to a callback that does next to nothing would say, the difference says better.
        case .slower: return bestIsFloor.contains(cell.workload) ? "slower" : Quantity.factor(ratio.median)
        case .indistinct: return "~"
        case .unknown, .withheld, nil: return Quantity.factor(ratio.median) + "?"
        }
    }
}
