public import Statistics

/// A shard as it was measured: what a merged result keeps of it beside the cells.
public struct MergedShard: Codable, Sendable {
    /// Which part of the run.
    public let shard: Shard
    /// Whether everything in it was measured.
    public let isComplete: Bool
    /// Why not; null when it is.
    @Nullable public var incompleteReason: String?
    /// Workloads whose rows it measured; none, when there were more shards than work.
    public let workloads: [String]
    /// In which of their rounds; nil for all.
    public let rounds: [Int]?
    /// Where, when and from what it was made.
    public let provenance: Provenance
    /// Its own null pair.
    @Nullable public var nullPair: NullPair?
    /// Whether its machine was quiet enough.
    @Nullable public var health: SessionHealth?

    /// What a shard's result says; nil for a result that is none.
    init?(_ result: BenchResult) {
        guard let shard = result.shard?.shard else { return nil }
        self.shard = shard
        isComplete = result.isComplete
        incompleteReason = result.incompleteReason
        workloads = result.plan.blocks.isEmpty ? [] : result.plan.ownBlocks.map(\.workload)
        rounds = result.plan.rounds
        provenance = result.provenance
        nullPair = result.nullPair
        health = result.health
    }
}
