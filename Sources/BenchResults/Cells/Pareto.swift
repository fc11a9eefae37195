public import Cells
import Statistics

/// Which strategies no other dominates. One dominates another if it is nowhere slower and has no more
/// faults, and is somewhere faster or has fewer.
public struct Pareto: Sendable {
    /// A strategy's place.
    public struct Entry: Sendable, Equatable {
        /// Name of the strategy.
        public let strategy: String
        /// Workloads that it died in.
        public let deadWorkloads: Int
        /// Scenarios whose verdict is not `ok`; nil without verdicts.
        public let faultyScenarios: Int?
        /// The strategies that dominate it; empty for the front.
        public let dominatedBy: [String]
    }

    /// Every strategy but the floor, in the order of the table.
    public let entries: [Entry]

    /// Compares the strategies of a result.
    ///
    /// - Parameters:
    ///   - result: the costs. A strategy is slower in a workload when its interval lies wholly above the
    ///     other's; without an interval nothing is. One that died there is slower than one that lives.
    ///   - verdicts: for each strategy, the verdict on each scenario; a strategy without any is compared by
    ///     cost alone.
    public init(_ result: BenchResult, verdicts: [String: [String: SafetyVerdict]]) {
        let names = result.strategies.map(\.name).filter { $0 != result.floor }
        let cells = Dictionary(grouping: result.cells.filter { $0.kind == .strategy }, by: \.subject)
            .mapValues { Dictionary($0.map { ($0.workload, $0) }, uniquingKeysWith: { first, _ in first }) }
        let faults = verdicts.mapValues { $0.values.count(where: \.isFaulty) }
        entries = names.map { name in
            let own = cells[name] ?? [:]
            return Entry(
                strategy: name, deadWorkloads: own.values.count(where: \.status.isDeath),
                faultyScenarios: faults[name],
                dominatedBy: names.filter { other in
                    other != name
                        && Self.dominates(cells[other] ?? [:], own, faults[other], faults[name])
                })
        }
    }

    private static func dominates(
        _ candidate: [String: CellResult], _ other: [String: CellResult], _ candidateFaults: Int?,
        _ otherFaults: Int?
    ) -> Bool {
        var isBetter = false
        for (workload, theirs) in other {
            guard let ours = candidate[workload] else { return false }
            if isSlower(ours, than: theirs) { return false }
            if isSlower(theirs, than: ours) { isBetter = true }
        }
        if let candidateFaults, let otherFaults {
            if candidateFaults > otherFaults { return false }
            if candidateFaults < otherFaults { isBetter = true }
        }
        return isBetter
    }

    private static func isSlower(_ cell: CellResult, than other: CellResult) -> Bool {
        if cell.status.isDeath || other.status.isDeath {
            return cell.status.isDeath && !other.status.isDeath
        }
        guard let lower = cell.nanosecondsPerCallback?.lower, let upper = other.nanosecondsPerCallback?.upper
        else { return false }
        return lower > upper
    }
}
