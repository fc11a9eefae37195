import Cells
public import SystemPackage

/// Makes one result of the shards of a run.
public enum ShardMerge {
    /// What comes of it.
    public enum Outcome: Sendable {
        /// One machine measured all: a result like any other.
        case oneMachine(BenchResult)
        /// Several machines did.
        case severalMachines(MergedResult)
    }

    /// A shard's file.
    typealias Part = (path: FilePath, result: BenchResult, own: ShardOfRun)

    /// Merges shards, in whatever order they come.
    ///
    /// - Parameters:
    ///   - files: results of shards with their files; at least one.
    ///   - allowMissing: whether the run may lack shards; the result is incomplete then, and says so.
    /// - Returns: the same whatever the order of the files.
    /// - Throws: `StoreError.unfit`, which names the file that does not go with the others.
    public static func merge(
        _ files: [(path: FilePath, result: BenchResult)], allowMissing: Bool
    ) throws(StoreError) -> Outcome {
        var parts: [Part] = []
        for (path, result) in files { parts.append((path, result, try shard(result, path))) }
        guard let first = parts.first else { preconditionFailure("a merge of no files") }
        for part in parts.dropFirst() {
            if let what = ShardDifference.between(first, part) {
                throw .unfit(path: part.path, "is not of the run of \(first.path): \(what)")
            }
        }
        parts.sort { $0.own.shard.index < $1.own.shard.index }
        for (one, other) in zip(parts, parts.dropFirst()) where one.own.shard == other.own.shard {
            throw .unfit(
                path: other.path, "is shard \(other.own.shard), as \(one.path) is: name one of them")
        }
        let count = first.own.shard.count
        let present = Set(parts.map(\.own.shard.index))
        let missing = (1...count).filter { !present.contains($0) }
        guard missing.isEmpty || allowMissing else {
            throw .unfit(
                path: first.path,
                "\(absent(missing, of: count)): name \(missing.count == 1 ? "its file" : "their files") too, "
                    + "or --allow-missing for what there is")
        }
        return outcome(parts, missing: missing, of: count)
    }

    private static func outcome(_ parts: [Part], missing: [Int], of count: Int) -> Outcome {
        let whole = parts[0].own.whole
        var machines = grouped(parts).map { PooledShards($0, of: whole).result }
        let lack = missing.isEmpty ? [] : [absent(missing, of: count)]
        if machines.count == 1 {
            let reasons = [machines[0].incompleteReason].compactMap { $0 } + lack
            machines[0].isComplete = machines[0].isComplete && missing.isEmpty
            machines[0].incompleteReason = reasons.isEmpty ? nil : reasons.joined(separator: "; ")
            return .oneMachine(machines[0])
        }
        let reasons = machines.compactMap(\.incompleteReason) + lack
        return .severalMachines(
            MergedResult(
                isComplete: machines.allSatisfy(\.isComplete) && missing.isEmpty,
                incompleteReason: reasons.isEmpty ? nil : reasons.joined(separator: "; "), plan: whole,
                shardCount: count, missing: missing, machines: machines))
    }

    /// The shards by machine: by all that must be equal for costs to be comparable. A shard without work says
    /// nothing of its machine, and goes with the first one.
    private static func grouped(_ parts: [Part]) -> [[BenchResult]] {
        var groups: [(circumstances: [ComparableSide.Circumstance], results: [BenchResult])] = []
        var idle: [BenchResult] = []
        for result in parts.map(\.result) {
            guard !result.plan.blocks.isEmpty else {
                idle.append(result)
                continue
            }
            let circumstances = ComparableSide.circumstances(of: result)
            if let place = groups.firstIndex(where: { $0.circumstances == circumstances }) {
                groups[place].results.append(result)
            } else {
                groups.append((circumstances, [result]))
            }
        }
        guard !groups.isEmpty else { return [idle] }
        groups[0].results += idle
        return groups.map(\.results)
    }

    private static func shard(_ result: BenchResult, _ path: FilePath) throws(StoreError) -> ShardOfRun {
        if result.merged != nil { throw .unfit(path: path, "is merged already: name the shards themselves") }
        guard let shard = result.shard else {
            throw .unfit(path: path, "is a whole run, not a shard: bench run --shard 1/2 measures one")
        }
        guard shard.plan == result.plan else {
            throw .unfit(path: path, "what it measured is not shard \(shard.shard) of its run")
        }
        return shard
    }

    /// `shards 2 and 5 of 8 are missing`.
    private static func absent(_ missing: [Int], of count: Int) -> String {
        let named = missing.prefix(10).map(String.init).joined(separator: ", ")
        let more = missing.count > 10 ? " and \(missing.count - 10) more" : ""
        return missing.count == 1
            ? "shard \(named) of \(count) is missing" : "shards \(named)\(more) of \(count) are missing"
    }
}
