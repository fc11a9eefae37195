import BenchResults

/// How a callback's times are distributed, by workload and row; nothing without the pass.
struct LatencyTable {
    private let result: BenchResult

    init(_ result: BenchResult) {
        self.result = result
    }

    var text: String {
        guard result.plan.latencyRounds != nil else { return "" }
        var columns = Columns()
        for block in result.plan.blocks {
            let cells = result.cells.filter { $0.workload == block.workload }
            guard let names = cells.lazy.compactMap(\.latency?.quantiles).first?.map(\.name) else { continue }
            columns.add(["tails of \(block.workload)"] + names + ["batch", "batches"])
            for cell in cells {
                guard let latency = cell.latency else { continue }
                let times = latency.quantiles.map { $0.nanoseconds.map(Quantity.time) ?? "" }
                columns.add(["  \(cell.subject)"] + times + ["\(latency.batch)", "\(latency.count)"])
            }
            columns.add(line: "")
        }
        return columns.text + remark
    }

    private var remark: String {
        let costs = result.cells.compactMap(\.latency?.clockCost)
        guard let least = costs.min(), let most = costs.max() else {
            return "Tails: none were measured.\n\n"
        }
        let cost = [least, most].map { Quantity.digits($0) }
        let clock = cost[0] == cost[1] ? cost[0] : "\(cost[0]) to \(cost[1])"
        let reasons = result.workloads.compactMap { workload in
            workload.latencyUnavailable.map { "\(workload.name) has none: \($0).\n" }
        }
        return """
            Tails: nanoseconds of batches divided by their callbacks, so one callback of a batch may have \
            taken up to 'batch' times as long. Each batch has one clock reading in it, \(clock) ns. Empty: \
            too few batches to tell it from the maximum.
            \(reasons.joined())

            """
    }
}
