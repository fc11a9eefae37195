import BenchResults

/// Every row of every workload, folded away.
struct CellsSection {
    let run: BenchResult

    var blocks: [Document.Block] {
        let table = CostTable(run)
        let summaries = Dictionary(
            run.workloads.map { ($0.name, $0.summary) }, uniquingKeysWith: { first, _ in first })
        let blocks = run.plan.blocks.map { block in
            Document.Block.folded(
                "\(name: block.workload) \(summaries[block.workload] ?? "")",
                [.table(self.table(of: block.workload, table))])
        }
        return [
            .sentence(
                """
                Median of a callback over processes ± half of its 95 % interval; net: less \
                \(name: run.floor) of the same round; '~': not told from the cheapest; '?': not judged. \
                Counters are counts a callback.
                """)
        ] + blocks
    }

    private func table(of workload: String, _ table: CostTable) -> Table {
        Table(
            caption: "\(name: workload), a callback", columns: ["row"] + table.columns,
            rows: table.rows(of: workload).map { row in
                switch row {
                case .values(let name, let values):
                    Table.Row(header: name, cells: values.map { Table.Cell($0) })
                case .missing(let name, let status, let reason):
                    Table.Row(
                        header: name,
                        cells: [
                            Table.Cell(
                                "\(status.rawValue): \(reason)",
                                look: status.isDeath ? .dead : .absent)
                        ], isSpanning: true)
                }
            })
    }
}
