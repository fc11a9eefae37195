import BenchResults

/// The shards that a result was merged from, and which cells came from which.
struct ShardTable {
    private let shards: [MergedShard]

    init(_ shards: [MergedShard]) { self.shards = shards }

    var table: Table {
        Table(
            caption: "The shards, and what each measured",
            columns: ["shard", "workloads", "rounds", "started", "seconds taken", "session"],
            rows: shards.map { shard in
                let provenance = shard.provenance
                return Table.Row(
                    header: "\(shard.shard)",
                    cells: [
                        Table.Cell(
                            shard.workloads.isEmpty ? "none" : shard.workloads.joined(separator: ", ")),
                        Table.Cell(rounds(shard)), Table.Cell(Subtitle.time(provenance.startedAt)),
                        Table.Cell("\(provenance.finishedAt &- provenance.startedAt)"),
                        Table.Cell(session(shard)),
                    ])
            }, isText: true)
    }

    private func rounds(_ shard: MergedShard) -> String {
        if shard.workloads.isEmpty { return "none" }
        return shard.rounds.map { $0.map(String.init).joined(separator: ", ") } ?? "all"
    }

    private func session(_ shard: MergedShard) -> String {
        if let reason = shard.incompleteReason { return "incomplete: \(reason)" }
        return MergeSentence.session(shard.health)
    }
}
