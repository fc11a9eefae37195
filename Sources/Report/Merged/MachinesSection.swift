import BenchResults
import MachineInspection

/// The machines of a run that was measured on several, and which cells came from which.
struct MachinesSection {
    private let name: String
    private let merged: MergedResult

    init(_ merged: Named<MergedResult>) { (name, self.merged) = (merged.name, merged.document) }

    var section: Document.Section {
        let parts = zip(merged.parts(of: name), merged.machineNames)
        var remarks: [Prose] = [
            "Each machine is shown by itself: no cost, ratio or verdict below is of two of them."
        ]
        if let reason = merged.incompleteReason { remarks.append("Incomplete: \(reason).") }
        return Document.Section(
            title: "Machines",
            blocks: [
                .table(
                    Table(
                        caption: "The machines of \(name: name), and what each measured",
                        columns: ["result", "machine", "kernel", "shards", "workloads", "session"],
                        rows: parts.map { part, machine in
                            Table.Row(
                                header: part.name,
                                cells: [
                                    Table.Cell(machine),
                                    Table.Cell(
                                        part.result.provenance.environment.system.kernelRelease.value
                                            ?? "unknown"),
                                    Table.Cell(MergeSentence.shards(part.result)),
                                    Table.Cell(workloads(part.result)),
                                    Table.Cell(MergeSentence.session(part.result.health)),
                                ])
                        }, isText: true)), .remarks(remarks),
            ])
    }

    private func workloads(_ result: BenchResult) -> String {
        var seen: Set<String> = []
        let names = (result.merged ?? []).flatMap(\.workloads).filter { seen.insert($0).inserted }
        return names.isEmpty ? "none" : names.joined(separator: ", ")
    }
}

/// What is said of a result that is a shard, or was made of shards.
enum MergeSentence {
    /// Nil for a result that was measured as a whole.
    static func sentence(_ result: BenchResult) -> String? {
        if let shard = result.shard?.shard {
            let nothing = result.plan.blocks.isEmpty ? "; there was no work left for it" : ""
            return "Shard \(shard) of a run\(nothing): bench merge makes one result of all shards."
        }
        guard let merged = result.merged, !merged.isEmpty else { return nil }
        return "Merged from shards \(shards(result)), measured on \(result.machineName)."
    }

    /// Whether a machine was quiet enough, in a cell.
    static func session(_ health: SessionHealth?) -> String {
        guard let health else { return "not recorded" }
        return health.isSick ? "sick: \(health.reasons.joined(separator: "; "))" : "healthy"
    }

    /// Which part of a run a result is, in few words.
    static func part(_ result: BenchResult) -> String {
        result.shard.map { "\($0.shard)" } ?? shards(result)
    }

    /// `1-3, 5 of 8`.
    static func shards(_ result: BenchResult) -> String {
        guard let merged = result.merged, let count = merged.first?.shard.count else { return "none" }
        var ranges: [ClosedRange<Int>] = []
        for index in merged.map(\.shard.index).sorted() {
            if let last = ranges.last, last.upperBound == index - 1 {
                ranges[ranges.count - 1] = last.lowerBound...index
            } else {
                ranges.append(index...index)
            }
        }
        let named = ranges.prefix(10).map {
            $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
        }
        return named.joined(separator: ", ") + (ranges.count > 10 ? ", …" : "") + " of \(count)"
    }
}
