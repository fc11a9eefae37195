/// One run that was measured on several machines, as stored. `results/schema/merged.schema.json` describes the
/// JSON.
///
/// Each machine has a result of its own, with its floor, its null pair and its resolution: what would compare
/// the cells of one machine with those of another has no place in it. A run whose shards are all of one machine is
/// a `BenchResult`.
public struct MergedResult: StoredDocument {
    /// What the document is.
    public static let schemaName = "stack-bounds-bench/merged"
    /// Version of the document's form.
    public static let currentVersion = 1
    /// More than a page can show.
    private static let mostMachines = 1000

    /// `schemaName`.
    public var schema = MergedResult.schemaName
    /// `currentVersion`.
    public var schemaVersion = MergedResult.currentVersion
    /// Whether everything that was planned was measured.
    public var isComplete: Bool
    /// Why not; null when it is.
    @Nullable public var incompleteReason: String?
    /// What was planned for all machines together.
    public var plan: RunPlan
    /// How many shards the run was divided into.
    public var shardCount: Int
    /// Those of them that are not in it, by index.
    public var missing: [Int]
    /// What each machine measured, at least two, in the order of their first shards.
    public var machines: [BenchResult]

    /// What makes it unusable, or nil.
    public var problem: String? {
        if machines.count < 2 { return "it has fewer than two machines" }
        if machines.count > Self.mostMachines { return "it has \(machines.count) machines" }
        return plan.problem
            ?? machines.lazy.enumerated().compactMap { index, machine in
                machine.problem.map { "machine \(index + 1): \($0)" }
            }.first
    }

    /// The document without what contradicts itself in single cells.
    public var readable: MergedResult {
        var result = self
        result.machines = machines.map(\.readable)
        return result
    }

    /// What the machines are called, in their order: by what tells them apart.
    public var machineNames: [String] {
        let names = machines.map(\.machineName)
        return zip(names, machines).map { name, machine in
            guard names.count(where: { $0 == name }) > 1 else { return name }
            let known = machines.map { ComparableSide.circumstances(of: $0) }
            let differing = ComparableSide.circumstances(of: machine).enumerated().filter { index, own in
                known.contains { $0[index] != own }
            }.map { "\($1.name) \($1.value)" }
            return ([name] + differing).joined(separator: ", ")
        }
    }

    /// The machines by the names of their parts, as a file of it is named: `merged.json#2`.
    public func parts(of file: String) -> [(name: String, result: BenchResult)] {
        machines.enumerated().map { ("\(file)#\($0 + 1)", $1) }
    }
}

extension BenchResult {
    /// The machine that it was measured on, as a history tells them apart: by its processor and how many of
    /// those the program may use.
    public var machineName: String { ComparableSide.machine(ComparableSide.circumstances(of: self)) }
}
