import BenchResults
import Measurement

/// One number a cell: net cost by workload and strategy, to be taken in at a glance.
struct Summary {
    private let result: BenchResult

    init(_ result: BenchResult) {
        self.result = result
    }

    var text: String {
        let strategies = result.strategies.map(\.name).filter { $0 != result.floor }
        guard !strategies.isEmpty else { return "" }
        var columns = Columns()
        columns.add(["net of floor, a callback"] + strategies)
        for block in result.plan.blocks where block.subjects.count > 1 {
            columns.add([block.workload] + strategies.map { entry(block.workload, $0) })
        }
        return columns.text
    }

    private func entry(_ workload: String, _ strategy: String) -> String {
        let cell = result.cells.first { $0.workload == workload && $0.subject == strategy }
        guard let cell else { return "" }
        guard let net = cell.netOfFloor else { return cell.status.rawValue }
        // Below the resolution a difference is not told from nothing.
        if let resolution = result.resolution, abs(net.median) < resolution { return "~0" }
        return Quantity.time(net.median)
    }
}
