import Cells
import MachineInspection

/// Why two shards are not of one run.
enum ShardDifference {
    /// The first difference, in a few words; nil when there is none. What a machine is like is none.
    static func between(_ one: ShardMerge.Part, _ other: ShardMerge.Part) -> String? {
        if one.own.shard.count != other.own.shard.count {
            return "it is divided into \(other.own.shard.count) shards, not \(one.own.shard.count)"
        }
        return ofPlans(one.own.whole, other.own.whole)
            ?? ofPrograms(one.result.provenance, other.result.provenance)
            ?? ofVersions(one.result, other.result)
    }

    private static func ofPlans(_ one: RunPlan, _ other: RunPlan) -> String? {
        let settings = zip(settings(of: one), settings(of: other))
        if let (mine, theirs) = settings.first(where: { $0.value != $1.value }) {
            return "\(mine.name) differs: \(mine.value), \(theirs.value)"
        }
        if let cell = cells(one, other) { return cell }
        if one.blocks != other.blocks { return "the cells are in another order" }
        if one.sweep?.points != other.sweep?.points { return "the sweep differs" }
        return runtimes(one, other)
    }

    private static func settings(of plan: RunPlan) -> [(name: String, value: String)] {
        func text<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "none" }
        let exact = plan.exact.map {
            "\($0.repeats) repeats, caches \($0.simulatesCaches), branches \($0.simulatesBranches)"
        }
        return [
            ("the seed", text(plan.seed)), ("the number of processes", text(plan.processes)),
            ("the number of samples", text(plan.samples)), ("the shortest sample, in ns,", text(plan.target)),
            ("the time for a process, in ns,", text(plan.budget)), ("the pinned CPU", text(plan.cpu)),
            ("the list of counters", plan.counters.joined(separator: " ")), ("exact counting", text(exact)),
            ("the number of latency rounds", text(plan.latencyRounds)),
            ("the parameter of the sweep", text(plan.sweep?.parameter)),
        ]
    }

    private static func cells(_ one: RunPlan, _ other: RunPlan) -> String? {
        let (mine, theirs) = (one.blocks.flatMap(\.cells), other.blocks.flatMap(\.cells))
        let (known, others) = (Set(mine), Set(theirs))
        if let cell = theirs.first(where: { !known.contains($0) }) { return "it has the cell \(cell)" }
        return mine.first { !others.contains($0) }.map { "it has no cell \($0)" }
    }

    private static func runtimes(_ one: RunPlan, _ other: RunPlan) -> String? {
        if one.runtimeVariables != other.runtimeVariables {
            return "the variables of real runtimes differ"
        }
        let (mine, theirs) = (one.runtimes ?? [], other.runtimes ?? [])
        if mine.count != theirs.count { return "the real runtimes differ" }
        return zip(mine, theirs).first { $0.label != nil && !$0.isSame(as: $1) }.map {
            "the real runtime \($0.0.name) differs"
        }
    }

    private static func ofPrograms(_ one: Provenance, _ other: Provenance) -> String? {
        let (mine, theirs) = (one.source.commit.value, other.source.commit.value)
        if mine != theirs {
            let names = [mine, theirs].map { $0.map { String($0.prefix(12)) } ?? "unknown" }
            return "the commit differs: \(names[0]), \(names[1])"
        }
        // A commit says what a program is made of only if nothing was changed.
        let isKnown = mine != nil && [one, other].allSatisfy { $0.source.isDirty.value == false }
        let (id, otherID) = (one.build.buildID.value, other.build.buildID.value)
        if !isKnown, id == nil || id != otherID {
            return "the sources are not those of a commit, and the build is another"
        }
        if one.build.configuration != other.build.configuration {
            return "the configuration differs: \(one.build.configuration), \(other.build.configuration)"
        }
        return one.strategyLibraries == other.strategyLibraries ? nil : "the strategy libraries differ"
    }

    private static func ofVersions(_ one: BenchResult, _ other: BenchResult) -> String? {
        let strategies = Dictionary(one.strategies.map { ($0.name, $0.version) }) { $1 }
        for strategy in other.strategies {
            if let version = strategies[strategy.name], version != strategy.version {
                return "the version of \(strategy.name) differs: \(version), \(strategy.version)"
            }
        }
        let workloads = Dictionary(one.workloads.map { ($0.name, $0.version) }) { $1 }
        for workload in other.workloads {
            if let version = workloads[workload.name], version != workload.version {
                return ResultComparison.versionDifference(workload.name, version, workload.version)
            }
        }
        return one.floor == other.floor ? nil : "the floor differs: \(one.floor), \(other.floor)"
    }
}
