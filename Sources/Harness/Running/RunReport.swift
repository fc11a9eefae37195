import BenchResults
import BoundsStrategies
import CallbackRuntime
import Cells
import Workloads

/// Makes result files out of a run's records, at any time during the run.
struct RunReport: Sendable {
    private let setup: RunSetup

    init(_ setup: RunSetup) {
        self.setup = setup
    }

    /// Writes the result of the records so far.
    ///
    /// - Returns: what a reader of the file gets.
    /// - Throws: `StoreError` when a reader would refuse it; nothing is written then.
    @discardableResult
    func write(_ records: [Record], incomplete reason: String?) throws -> BenchResult {
        let (text, result) = try ResultStore.checked(result(records, incomplete: reason), for: setup.path)
        try ResultStore.write(text, to: setup.path)
        return result
    }

    /// The result of the records so far.
    func result(_ records: [Record], incomplete reason: String?) -> BenchResult {
        let floor = StrategyCatalogue.floor.name
        let workloads = self.workloads
        return BenchResult(
            isComplete: reason == nil, incompleteReason: reason, provenance: setup.provenance.endedNow,
            plan: setup.plan, shard: setup.shard, strategies: strategies, workloads: workloads, floor: floor,
            assembler: CellAssembler(
                plan: setup.plan, floor: floor,
                callbacksPerIteration: Dictionary(
                    uniqueKeysWithValues: workloads.map { ($0.name, $0.callbacksPerIteration) }),
                records: records))
    }

    private var strategies: [BenchResult.Strategy] {
        // In the order of the blocks, which is the catalogue's.
        var names: [String] = []
        for name in setup.plan.blocks.flatMap(\.subjects).compactMap(\.strategyName)
        where !names.contains(name) {
            names.append(name)
        }
        return names.compactMap { try? StrategyCatalogue.description(named: $0, or: setup.plugIns) }
            .map(BenchResult.Strategy.init)
    }

    /// Those that are measured, and those that would be if this machine could run them.
    private var workloads: [BenchResult.Workload] {
        let measured = setup.plan.blocks.compactMap { WorkloadCatalogue.workload(named: $0.workload) }
        let names = Set(measured.map(\.name))
        let impossible = WorkloadCatalogue.all.filter {
            $0.tier < .named && !names.contains($0.name) && $0.unavailability() != nil
        }
        return (measured + impossible).map {
            BenchResult.Workload(
                name: $0.name, version: $0.version, summary: $0.summary,
                callbacksPerIteration: $0.callbacksPerIteration, unavailable: $0.unavailability(),
                latencyUnavailable: $0.latencyUnavailability)
        }
    }
}
