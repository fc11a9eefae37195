import Cells
import Statistics

/// A cell of which several shards on one machine have some processes each.
struct PooledCell {
    /// A shard's part of it.
    struct Part {
        let shard: Shard
        let cell: CellResult
        let callbacksPerIteration: Int
    }

    /// The cell by itself, without its relation to others.
    let cell: CellResult

    /// - Parameters:
    ///   - id: which cell.
    ///   - parts: in the order of the shards; of two processes of one round the first counts.
    ///   - processes: those of the whole run.
    init(_ id: CellID, _ parts: [Part], processes: Int) {
        var cell = parts.first { $0.cell.iterations != nil }?.cell ?? CellResult(id, status: .pending)
        (cell.netOfFloor, cell.ratioToBest, cell.standing) = (nil, nil, nil)
        cell.shards = parts.map(\.shard.index)
        let cells = parts.map(\.cell)
        cell.replicates = Self.replicates(cells, of: cell)
        cell.queriesPerCallback = cells.lazy.compactMap(\.queriesPerCallback).first
        cell.death = cells.lazy.compactMap(\.death).first
        cell.deaths = cells.reduce(0) { $0 + $1.deaths }
        let counted = cells.first { !$0.counters.isEmpty }
        (cell.counters, cell.derived) = (counted?.counters ?? [], counted?.derived)
        cell.latency = cells.lazy.compactMap(\.latency).first
        cell.functions = cells.lazy.compactMap(\.functions).first
        let bad = parts.first { $0.cell.status == .failed } ?? parts.first { $0.cell.status.isDeath }
        let reasons = parts.compactMap { part in part.cell.reason.map { "shard \(part.shard): \($0)" } }
        cell.reason =
            parts.count == 1 ? cells[0].reason : reasons.isEmpty ? nil : reasons.joined(separator: "; ")
        let costs = cell.costs(callbacksPerIteration: parts.first?.callbacksPerIteration ?? 1).map(\.cost)
        cell.nanosecondsPerCallback = bad == nil ? try? Estimate(of: costs) : nil
        cell.status = bad?.cell.status ?? (costs.isEmpty ? .pending : .measured)
        if cell.status == .measured, cell.reason == nil, cell.replicates.count < processes {
            cell.reason = "\(cell.replicates.count) of \(processes) processes were measured on this machine"
        }
        self.cell = cell.withoutContradiction
    }

    private static func replicates(_ cells: [CellResult], of whole: CellResult) -> [CellResult.Replicate] {
        var seen: Set<Int> = []
        let replicates = cells.flatMap { cell in
            cell.replicates.filter { seen.insert($0.round).inserted }.map { replicate in
                var replicate = replicate
                replicate.iterations = cell.iterations == whole.iterations ? nil : cell.iterations
                return replicate
            }
        }
        return replicates.sorted { $0.round < $1.round }
    }
}

extension CounterProvenance {
    /// Puts together what shards say of one counter; nil when none says anything.
    init?(of parts: [CounterProvenance]) {
        guard let first = parts.first(where: { $0.unavailability == nil }) ?? parts.first else { return nil }
        name = first.name
        resolvedName = first.resolvedName
        source = first.source
        privilege = first.privilege
        unit = first.unit
        notes = first.notes
        cellsWithout = parts.reduce(0) { $0 + $1.cellsWithout }
        unavailability = parts.lazy.compactMap(\.unavailability).first
    }
}
