import Cells
public import Statistics

/// How the cost of a row grows along a sweep.
public struct Growth: Codable, Sendable, Equatable {
    /// Name of the row.
    public let subject: String
    /// The fitted exponent of the cost as measured, not net of the floor, since net costs may be zero.
    public let growth: GrowthExponent
    /// The fitted line of the same costs; null in results of before it was recorded.
    @Nullable public var linear: LinearGrowth?

    /// What the line says; where there is none, the exponent.
    public var verdict: GrowthExponent.Verdict { linear?.verdict ?? growth.verdict }

    /// How each row's cost grows along the plan's sweep, as far as it was measured. Rows that died at some
    /// size are left out.
    static func all(
        _ plan: RunPlan, cell: (CellID) -> CellResult?, costs: (CellResult) -> [(round: Int, cost: Double)]
    ) -> [Growth] {
        guard let sweep = plan.sweep else { return [] }
        let swept = plan.blocks.filter { block in sweep.points.contains { $0.workload == block.workload } }
        guard let subjects = swept.first?.subjects else { return [] }
        return subjects.filter { $0.kind != .twin }.compactMap { subject in
            var byRound: [Int: [(size: Double, cost: Double)]] = [:]
            for point in sweep.points {
                let cell = cell(CellID(workload: point.workload, subject: subject))
                guard let cell, cell.status == .measured else { return nil }
                for (round, cost) in costs(cell) {
                    byRound[round, default: []].append((sweep.size(of: cell, at: point), cost))
                }
            }
            let rounds = Array(byRound.values)
            guard let exponent = try? GrowthExponent(of: rounds) else { return nil }
            return Growth(
                subject: subject.label, growth: exponent, linear: try? LinearGrowth(of: rounds))
        }
    }
}

extension BenchResult {
    /// How costs grow, with the lines; in a result of before these were recorded they are fitted to its
    /// cells.
    public var fittedGrowth: [Growth] {
        if growth.allSatisfy({ $0.linear != nil }) { return growth }
        let byID = Dictionary(cells.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let fitted = Growth.all(plan, cell: { byID[$0] }, costs: { costs(of: $0) })
        return fitted.isEmpty ? growth : fitted
    }
}
