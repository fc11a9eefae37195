import ArgumentParser
import BenchResults
import BoundsStrategies
import CallbackRuntime
import ChildProtocol
import Workloads

/// Which cells are measured.
struct SelectionOptions: ParsableArguments {
    @OptionGroup var strategies: StrategyOptions

    @Option(
        help: ArgumentHelp(
            "Workloads to measure, comma-separated; 'coroutine' means every coroutine/…, 'all' those too that are not measured by default.",
            valueName: "names"))
    var workload: [String] = []

    @Option(
        help: ArgumentHelp(
            "One workload at growing sizes: mappings=0..60000, stacks=1..4096 or threads=1..8.",
            valueName: "parameter=low..high"))
    var sweep: String?

    @Option(
        help: ArgumentHelp(
            "Only cells whose name, workload:strategy, matches the regular expression.",
            valueName: "regex"))
    var filter: String?

    @Option(
        help: ArgumentHelp(
            "No cells whose name, workload:strategy, matches the regular expression.",
            valueName: "regex"))
    var skip: String?

    /// The sweep that was asked for, which takes the place of workloads.
    func parsedSweep() throws(UsageError) -> Sweep? {
        guard let sweep else { return nil }
        guard workload.isEmpty else {
            throw UsageError("--sweep chooses the workloads: leave out --workload")
        }
        do {
            return try Sweep(parsing: sweep)
        } catch {
            throw UsageError("--sweep \(error)")
        }
    }

    /// Whether nothing was selected, which means everything.
    var isDefault: Bool {
        strategies.isDefault && workload.isEmpty && sweep == nil && filter == nil
            && skip == nil
    }

    /// The rows of each selected workload that this machine can run: the loop without the runtime, the
    /// strategies with the floor, the null pair's twin, and the query control where there is one.
    func blocks(plugIns: [BoundsStrategy], isQuick: Bool) throws -> [RunPlan.Block] {
        // A filter looks at every strategy.
        let strategies = try strategies.selected(plugIns, orAll: filter != nil)
        let workloads = try selectedWorkloads(isQuick: isQuick)
        let isWanted = try cellFilter()
        let blocks = workloads.compactMap { workload -> RunPlan.Block? in
            let wanted = strategies.filter { isWanted("\(workload.name):\($0.name)") }
            guard !wanted.isEmpty, workload.unavailability() == nil else { return nil }
            let floor = StrategyCatalogue.floor
            return RunPlan.Block(
                workload: workload.name,
                subjects: rows(workload, [floor] + wanted.filter { $0.name != floor.name }))
        }
        guard !blocks.isEmpty else {
            throw UsageError(
                "no cell is left to measure: see bench list, and --strategy, --workload, --filter, --skip")
        }
        // The resolution of the session is the plain empty loop, whatever was selected.
        if blocks.contains(where: { $0.workload == "thread" }) { return blocks }
        return [RunPlan.Block(workload: "thread", subjects: [.emptyLoop])] + blocks
    }

    /// The standard ones when nothing is said, one size of each kind in a quick run; a filter looks at every workload.
    private func selectedWorkloads(isQuick: Bool) throws(UsageError) -> [Workload] {
        if let sweep = try parsedSweep() { return sweep.sizes.map(sweep.parameter.workload) }
        let all = WorkloadCatalogue.all
        if workload == ["all"] || (workload.isEmpty && filter != nil) { return all }
        if workload.isEmpty { return all.filter { $0.tier <= (isQuick ? .quick : .standard) } }
        return try NameList(workload, option: "--workload").select(all, named: \.name)
    }

    private func rows(_ workload: Workload, _ strategies: [BoundsStrategy]) -> [Subject] {
        let names = strategies.map(\.name)
        let notified = workload.hasNotifications ? strategies.filter(\.isNotified) : []
        let registered = workload.hasRegistrations ? strategies.filter(\.isRegistered) : []
        return [.emptyLoop] + names.map(Subject.strategy) + [.twin(nullPair(among: names))]
            + notified.map { .notifications($0.name) } + registered.map { .registrations($0.name) }
            + (workload.hasQueryControl ? [.pthreadQuery] : [])
    }

    /// The null pair is of the seed where it takes part: it is cheap, and survives every workload.
    private func nullPair(among names: [String]) -> String {
        let seed = BoundsStrategy.spWindow.name
        return names.contains(seed) ? seed : names[names.count - 1]
    }

    private func cellFilter() throws(UsageError) -> (String) -> Bool {
        let only = try filter.map { (pattern) throws(UsageError) in
            try CellPattern(pattern, option: "--filter")
        }
        let without = try skip.map { (pattern) throws(UsageError) in
            try CellPattern(pattern, option: "--skip")
        }
        return { name in
            if let without, without(name) { return false }
            return only.map { $0(name) } ?? true
        }
    }
}
