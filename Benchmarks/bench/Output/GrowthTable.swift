import Statistics
import BenchResults

/// Cost against size, and the fitted exponents: the end of a sweep's table.
struct GrowthTable {
    private let result: BenchResult

    init(_ result: BenchResult) {
        self.result = result
    }

    var text: String {
        guard let sweep = result.plan.sweep else { return "" }
        let subjects = result.growth.map(\.subject)
        var columns = Columns()
        columns.add(["cost by \(sweep.parameter)"] + subjects)
        for point in sweep.points {
            columns.add(["\(point.size)"] + subjects.map { cost(point.workload, $0) })
        }
        columns.add(["exponent"] + result.growth.map { Quantity.exponent($0.growth) })
        columns.add([""] + result.growth.map(\.growth.verdict.rawValue))
        let cap = sweep.capReason.map { "\($0).\n" } ?? ""
        return columns.text + cap + "\n"
    }

    private func cost(_ workload: String, _ subject: String) -> String {
        let cell = result.cells.first { $0.workload == workload && $0.subject == subject }
        return cell?.nanosecondsPerCallback.map { Quantity.time($0.median) } ?? ""
    }
}
