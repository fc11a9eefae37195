import Cells
import Statistics

/// The cells of a session, each by itself, and what they say together.
struct SessionCells {
    private let plan: RunPlan
    private let floor: String
    private let callbacksPerIteration: [String: Int]
    private let alone: [CellID: CellResult]

    /// - Parameters:
    ///   - plan: what was to be measured; it gives the cells and their order.
    ///   - floor: name of the strategy that costs are shown net of.
    ///   - callbacksPerIteration: by workload; 1 where missing.
    ///   - alone: each cell of the plan.
    init(
        plan: RunPlan, floor: String, callbacksPerIteration: [String: Int], alone: [CellID: CellResult]
    ) {
        self.plan = plan
        self.floor = floor
        self.callbacksPerIteration = callbacksPerIteration
        self.alone = alone
    }

    /// The cells with their relation to floor and best.
    ///
    /// - Parameter isSick: whether what the session says about differences is withheld.
    /// - Returns: one per row of the plan, measured or not.
    func cells(isSick: Bool) -> [CellResult] {
        let resolution = self.resolution
        return plan.blocks.flatMap { block in
            RelativeCosts(
                cells: block.cells.map(cell), floor: floor, values: values, resolution: resolution,
                isSick: isSick
            ).cells()
        }
    }

    /// An iteration of the plain empty loop in nanoseconds, if it was measured.
    var resolution: Double? {
        cell(BenchResult.resolutionCell).nanosecondsPerCallback.map(\.median).flatMap { $0 > 0 ? $0 : nil }
    }

    /// How each row's cost grows along the plan's sweep, as far as it was measured.
    var growth: [Growth] { Growth.all(plan, cell: { cell($0) }, costs: { values($0) }) }

    /// The null pair, or nil before anything was measured twice.
    var nullPair: NullPair? {
        let pairs = plan.blocks.compactMap { block -> (workload: String, rounds: [Int: (Double, Double)])? in
            guard let twin = block.subjects.first(where: { $0.kind == .twin }),
                let name = twin.strategyName
            else { return nil }
            let first = cell(CellID(workload: block.workload, subject: .strategy(name)))
            let second = cell(CellID(workload: block.workload, subject: twin))
            guard first.status == .measured, second.status == .measured else { return nil }
            let other = Dictionary(values(second), uniquingKeysWith: { $1 })
            let both = values(first).compactMap { round, cost in other[round].map { (round, (cost, $0)) } }
            return (block.workload, Dictionary(both, uniquingKeysWith: { $1 }))
        }
        // Workloads of an interrupted run may have different rounds: those that all of them have count.
        guard var common = pairs.first.map({ Set($0.rounds.keys) }) else { return nil }
        for pair in pairs { common.formIntersection(pair.rounds.keys) }
        // Shards of one machine may have none in common: each round stands for itself then.
        let fewest = pairs.map(\.rounds.count).min() ?? 0
        let isApart = common.count < min(2, fewest)
        return try? NullPair(
            pairs.map { pair in
                let rounds = isApart ? Array(pair.rounds.keys.sorted().prefix(fewest)) : common.sorted()
                return NullPair.Measurements(
                    workload: pair.workload, first: rounds.compactMap { pair.rounds[$0]?.0 },
                    second: rounds.compactMap { pair.rounds[$0]?.1 })
            })
    }

    private func cell(_ id: CellID) -> CellResult { alone[id] ?? CellResult(id, status: .pending) }

    private func values(_ cell: CellResult) -> [(round: Int, cost: Double)] {
        cell.costs(callbacksPerIteration: callbacksPerIteration[cell.workload] ?? 1)
    }
}
