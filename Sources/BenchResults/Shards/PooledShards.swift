import Cells
import Statistics

/// The shards of one run that one machine measured, as one result.
struct PooledShards {
    private let shards: [BenchResult]
    private let whole: RunPlan

    /// - Parameters:
    ///   - shards: at least one, in the order of their indices; all of one run, and of one machine.
    ///   - whole: the plan of the run.
    init(_ shards: [BenchResult], of whole: RunPlan) {
        (self.shards, self.whole) = (shards, whole)
    }

    /// All that the machine measured. Floor, ratios, resolution and null pair are its own.
    var result: BenchResult {
        let (first, plan) = (shards[0], plan)
        let workloads = workloads(in: plan)
        let session = SessionCells(
            plan: plan, floor: first.floor,
            callbacksPerIteration: Dictionary(workloads.map { ($0.name, $0.callbacksPerIteration) }) { $1 },
            alone: Dictionary(plan.blocks.flatMap(\.cells).map { ($0, cell($0)) }) { $1 })
        var result = first
        result.merged = shards.compactMap(MergedShard.init)
        result.shard = nil
        result.schemaVersion = BenchResult.currentVersion
        result.isComplete = shards.allSatisfy(\.isComplete)
        let reasons = shards.compactMap { shard in shard.incompleteReason.map { "\(name(shard)): \($0)" } }
        result.incompleteReason = reasons.isEmpty ? nil : reasons.joined(separator: "; ")
        result.provenance = provenance
        result.plan = plan
        result.strategies = strategies(in: plan)
        result.workloads = workloads
        result.nullPair = session.nullPair
        result.health = shards.count == 1 ? first.health : health(session.nullPair)
        result.cells = session.cells(isSick: !result.reasonsForSickness.isEmpty)
        result.counters = plan.counters.compactMap { name in
            CounterProvenance(of: shards.flatMap(\.counters).filter { $0.name == name })
        }
        result.growth = session.growth
        result.resolution = session.resolution
        return result
    }

    /// What of the whole plan is of this machine.
    private var plan: RunPlan {
        var plan = whole
        let own = Set(shards.flatMap { $0.plan.blocks.isEmpty ? [] : $0.plan.ownBlocks.map(\.workload) })
        let resolution = BenchResult.resolutionCell
        plan.blocks = whole.blocks.filter { own.contains($0.workload) }
        let hasResolution = shards.contains { $0.plan.blocks.flatMap(\.cells).contains(resolution) }
        if hasResolution, !own.contains(resolution.workload) {
            plan.blocks.insert(.init(workload: resolution.workload, subjects: [resolution.subject]), at: 0)
        }
        if plan.blocks.isEmpty { plan.rounds = [] }
        plan.sweep = whole.sweep.flatMap { $0.part(of: own) }
        if !shards.contains(where: { !$0.plan.counters.isEmpty }) {
            (plan.counters, plan.counterRounds) = ([], nil)
        }
        if !shards.contains(where: { $0.plan.exact != nil }) { plan.exact = nil }
        if !shards.contains(where: { $0.plan.latencyRounds != nil }) { plan.latencyRounds = nil }
        return plan
    }

    private func cell(_ id: CellID) -> CellResult {
        func parts(of shards: [BenchResult]) -> [PooledCell.Part] {
            shards.compactMap { shard in
                guard let cell = shard.cells.first(where: { $0.id == id }), let own = shard.shard else {
                    return nil
                }
                return PooledCell.Part(
                    shard: own.shard, cell: cell,
                    callbacksPerIteration: shard.callbacksPerIteration(of: id.workload))
            }
        }
        let own = shards.filter { shard in shard.plan.ownBlocks.contains { $0.workload == id.workload } }
        var chosen = parts(of: own)
        if chosen.isEmpty {
            // The resolution's cell is in every shard; where it is no shard's work, those give it that could
            // measure it.
            let all = parts(of: shards)
            let measured = all.filter { $0.cell.status == .measured }
            chosen = measured.isEmpty ? all : measured
        }
        return PooledCell(id, chosen, processes: whole.processes).cell
    }

    private var provenance: Provenance {
        var provenance = shards[0].provenance
        let all = shards.map(\.provenance)
        if let earliest = all.min(by: { $0.startedAt < $1.startedAt }),
            let latest = all.max(by: { $0.finishedAt < $1.finishedAt })
        {
            (provenance.startedAt, provenance.loadBefore) = (earliest.startedAt, earliest.loadBefore)
            (provenance.finishedAt, provenance.loadAfter) = (latest.finishedAt, latest.loadAfter)
        }
        return provenance
    }

    /// A shard that is sick has the machine's cells withheld: what is pooled is as good as its worst part.
    private func health(_ nullPair: NullPair?) -> SessionHealth? {
        let sick = shards.filter { !$0.reasonsForSickness.isEmpty }
        var reasons = sick.prefix(Self.mostNamed).flatMap { shard in
            shard.reasonsForSickness.map { "\(name(shard)): \($0)" }
        }
        if sick.count > Self.mostNamed {
            reasons.append("\(sick.count - Self.mostNamed) more shards are sick")
        }
        if nullPair?.verdict == .biased { reasons.append(SessionHealth.biasedNullPair) }
        return SessionHealth(worstOf: shards.compactMap(\.health), nullPair: nullPair, reasons: reasons)
    }

    /// A machine may have measured hundreds.
    private static let mostNamed = 3

    private func name(_ result: BenchResult) -> String {
        "shard \(result.shard.map { "\($0.shard)" } ?? "")"
    }

    private func strategies(in plan: RunPlan) -> [BenchResult.Strategy] {
        let known = Dictionary(shards.flatMap(\.strategies).map { ($0.name, $0) }) { first, _ in first }
        var seen: Set<String> = []
        return plan.blocks.flatMap(\.subjects).compactMap(\.strategyName).filter { seen.insert($0).inserted }
            .compactMap { known[$0] }
    }

    /// Those that are measured, and those that would be if this machine could run them.
    private func workloads(in plan: RunPlan) -> [BenchResult.Workload] {
        let all = shards.flatMap(\.workloads)
        let known = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
        var seen = Set(plan.blocks.map(\.workload))
        return plan.blocks.compactMap { known[$0.workload] }
            + all.filter { $0.unavailable != nil && seen.insert($0.name).inserted }
    }
}
