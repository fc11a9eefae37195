import Cells
import ChildProtocol
import PerfCounters
public import Statistics

/// What a session's records say beyond single cells.
extension CellAssembler {
    /// An iteration of the plain empty loop in nanoseconds, if it was measured.
    public var resolution: Double? {
        cell(BenchResult.resolutionCell).nanosecondsPerCallback.map(\.median).flatMap { $0 > 0 ? $0 : nil }
    }

    /// How each row's cost grows along the plan's sweep, as far as it was measured.
    public func growth() -> [Growth] {
        Growth.all(plan, cell: { cell($0) }, costs: { values($0) })
    }

    /// Where each counter comes from, over the cells in the order of the table.
    public func counters() -> [CounterProvenance] {
        let readings = plan.blocks.flatMap(\.cells).flatMap { records[$0] ?? [] }.flatMap {
            $0.report?.counters ?? []
        }
        return plan.counters.compactMap { name in
            CounterProvenance(of: readings.filter { $0.requestedName == name })
        }
    }

    /// The null pair, or nil before anything was measured twice.
    public func nullPair() -> NullPair? {
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
        let rounds = common.sorted()
        return try? NullPair(
            pairs.map { pair in
                NullPair.Measurements(
                    workload: pair.workload, first: rounds.compactMap { pair.rounds[$0]?.0 },
                    second: rounds.compactMap { pair.rounds[$0]?.1 })
            })
    }
}
