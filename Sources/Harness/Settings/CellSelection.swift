import BenchResults
import BoundsStrategies
import CallbackRuntime
import Cells
import ChildProtocol
import Workloads

/// Which cells are measured: what a command line says of it, as a value that is sent to another program as it
/// is.
package struct CellSelection: Codable, Sendable, Equatable {
    /// The strategies.
    package var strategies: StrategySelection
    /// Names of workloads as typed: each may be a comma-separated list. Empty for the standard ones.
    package var workloads: [String]
    /// One workload at growing sizes, as typed: `mappings=0..60000`; nil for none. Takes the place of
    /// `workloads`.
    package var sweep: String?
    /// Which of the cells.
    package var filter: CellFilter
    /// Whether one size of each kind of workload is enough where none is named.
    package var isQuick: Bool

    package init(
        strategies: StrategySelection = StrategySelection(), workloads: [String] = [], sweep: String? = nil,
        filter: CellFilter = CellFilter(), isQuick: Bool = false
    ) {
        self.strategies = strategies
        self.workloads = workloads
        self.sweep = sweep
        self.filter = filter
        self.isQuick = isQuick
    }

    /// The sweep that was asked for.
    package func parsedSweep() throws(UsageError) -> Sweep? {
        guard let sweep else { return nil }
        guard workloads.isEmpty else {
            throw UsageError("--sweep chooses the workloads: leave out --workload")
        }
        do {
            return try Sweep(parsing: sweep)
        } catch {
            let near = UnknownName(
                String(sweep.prefix { $0 != "=" }), choices: Sweep.Parameter.allCases.map(\.rawValue))
            throw UsageError("--sweep \(error)" + (near.suggestion.map { "; \($0)" } ?? ""))
        }
    }

    /// The same without real runtimes.
    package func blocks(plugIns: [StrategyDescription]) throws(UsageError) -> [RunPlan.Block] {
        var none: [PlannedRuntime] = []
        return try blocks(plugIns: plugIns, runtimes: &none)
    }

    /// The rows of each selected workload that this machine can run: the loop without the runtime, the
    /// strategies with the floor, the null pair's twin, and the query control where there is one.
    ///
    /// - Parameters:
    ///   - plugIns: the strategies of the selection's libraries.
    ///   - runtimes: the real runtimes, with a row in each workload that they can do; the reasons of the others
    ///     are added to them.
    /// - Returns: at least one block.
    /// - Throws: `UsageError` for names that are not there, and when no cell is left.
    package func blocks(
        plugIns: [StrategyDescription], runtimes: inout [PlannedRuntime]
    ) throws(UsageError) -> [RunPlan.Block] {
        let strategies = try strategies.strategies(plugIns)
        let workloads = try selectedWorkloads()
        let isWanted = try filter.predicate()
        var blocks: [RunPlan.Block] = []
        for workload in workloads where workload.unavailability() == nil {
            let wanted = strategies.filter {
                isWanted(CellID(workload: workload.name, subject: .strategy($0.name)))
            }
            let real = runtimes.indices.compactMap { index in
                Self.row(of: &runtimes[index], workload).flatMap {
                    isWanted(CellID(workload: workload.name, subject: $0)) ? $0 : nil
                }
            }
            guard !(wanted.isEmpty && real.isEmpty) else { continue }
            let floor = StrategyCatalogue.floor.description
            blocks.append(
                RunPlan.Block(
                    workload: workload.name,
                    subjects: Self.rows(workload, [floor] + wanted.filter { $0.name != floor.name }, real)))
        }
        guard !blocks.isEmpty else {
            let refused = runtimes.lazy.compactMap { runtime in
                runtime.leftOut.first.map { "\(runtime.name) is not in \($0.workload): \($0.reason)" }
            }.first
            let reason =
                if let refused { refused } else { try hint(workloads, strategies, plugIns, isWanted) }
            throw UsageError("no cell is left to measure: \(reason)")
        }
        // The resolution of the session is the plain empty loop, whatever was selected.
        let resolution = BenchResult.resolutionCell
        if blocks.contains(where: { $0.workload == resolution.workload }) { return blocks }
        return [RunPlan.Block(workload: resolution.workload, subjects: [resolution.subject])] + blocks
    }

    /// What to do when a filter leaves nothing: it narrows what is selected, and may be of something else.
    private func hint(
        _ workloads: [Workload], _ strategies: [StrategyDescription], _ plugIns: [StrategyDescription],
        _ isWanted: (CellID) -> Bool
    ) throws(UsageError) -> String {
        let everything = try StrategySelection(names: ["all"]).strategies(plugIns)
        let cells = (sweep == nil ? WorkloadCatalogue.all : workloads).flatMap { workload in
            everything.map { CellID(workload: workload.name, subject: .strategy($0.name)) }
        }.filter(isWanted)
        guard filter.only != nil, let first = cells.first else {
            return "see bench list, and --strategy, --workload, --filter, --skip"
        }
        let hasWorkload = cells.contains { cell in workloads.contains { $0.name == cell.workload } }
        let hasStrategy = cells.contains { cell in
            strategies.contains { $0.name == cell.subject.strategyName }
        }
        let options = (hasWorkload ? [] : ["--workload all"]) + (hasStrategy ? [] : ["--strategy all"])
        return "--filter narrows what is selected, and \(first) is not: add "
            + (options.isEmpty ? "--workload all --strategy all" : options.joined(separator: " "))
    }

    /// The standard ones when nothing is said, one size of each kind in a quick run.
    private func selectedWorkloads() throws(UsageError) -> [Workload] {
        if let sweep = try parsedSweep() { return sweep.sizes.map(sweep.parameter.workload) }
        var all = WorkloadCatalogue.all
        if workloads.isEmpty { return all.filter { $0.tier <= (isQuick ? .quick : .standard) } }
        let (traces, names) = try NameList(workloads, option: "--workload").traces()
        if names.names.isEmpty { return traces }
        // Sizes that are not in the catalogue.
        for name in names.names {
            guard let sized = WorkloadCatalogue.workload(named: name) else { continue }
            if !all.contains(where: { $0.name == sized.name }) { all.append(sized) }
        }
        return try names.select(all, named: \.name, unavailability: { $0.unavailability() }) + traces
    }

    /// The row of a real runtime, or nil where it has none: the reason is added to it then.
    private static func row(of runtime: inout PlannedRuntime, _ workload: Workload) -> Subject? {
        guard let label = runtime.label, let what = runtime.description else { return nil }
        if let reason = workload.refusal(ofRuntime: what.isOnAnyThread, callsOut: what.callsOut) {
            runtime.leftOut.append(.init(workload: workload.name, reason: reason))
            return nil
        }
        return .runtime(label)
    }

    private static func rows(
        _ workload: Workload, _ strategies: [StrategyDescription], _ runtimes: [Subject]
    ) -> [Subject] {
        let names = strategies.map(\.name)
        let notified = workload.hasNotifications ? strategies.filter(\.isNotified) : []
        let registered = workload.hasRegistrations ? strategies.filter(\.isRegistered) : []
        return [.emptyLoop] + names.map(Subject.strategy) + [.twin(nullPair(among: names))]
            + runtimes
            + notified.map { .notifications($0.name) } + registered.map { .registrations($0.name) }
            + (workload.hasQueryControl ? [.pthreadQuery] : [])
    }

    /// The null pair is of `sp-window` where it takes part: it is cheap, and survives every workload.
    private static func nullPair(among names: [String]) -> String {
        let preferred = BoundsStrategy.spWindow.name
        return names.contains(preferred) ? preferred : names[names.count - 1]
    }
}
