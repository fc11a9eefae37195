import BenchResults
import PerfCounters

/// Which counters, and where they come from.
package struct CounterSettings: Codable, Sendable, Equatable {
    /// The rungs of the ladder that a run takes its counters from; they are never mixed in one counter.
    package enum Source: String, Codable, Sendable, CaseIterable {
        case auto
        case hardware
        case exact
        case software
        case off

        /// Whether the kernel's counters of a kind belong to it.
        func includes(_ source: CounterSource) -> Bool {
            switch self {
            case .auto: source != .callgrind
            case .hardware: source == .hardware
            case .software: source != .hardware && source != .callgrind
            case .exact, .off: false
            }
        }
    }

    /// Where counters come from; nil for `auto`, or `off` in a quick run.
    package var source: Source?
    /// Names of counters, comma-separated, or `none`; nil for those that the source has by default.
    package var names: String?
    /// Whether exact mode simulates caches.
    package var simulatesCaches: Bool
    /// Whether exact mode simulates branch prediction.
    package var simulatesBranches: Bool
    /// Runs of each length in exact mode, 1 to 100; nil for 2.
    package var repeats: Int?

    package init(
        source: Source? = nil, names: String? = nil, simulatesCaches: Bool = false,
        simulatesBranches: Bool = false, repeats: Int? = nil
    ) {
        self.source = source
        self.names = names
        self.simulatesCaches = simulatesCaches
        self.simulatesBranches = simulatesBranches
        self.repeats = repeats
    }

    /// Whether nothing was set.
    package var isDefault: Bool { self == CounterSettings() }

    /// How cells are counted exactly; nil when they are not.
    func exact() throws(UsageError) -> RunPlan.Exact? {
        guard source == .exact else {
            let option =
                simulatesCaches
                ? "--cache-sim" : simulatesBranches ? "--branch-sim" : repeats.map { _ in "--repeats" }
            if let option { throw UsageError("\(option) goes with --counters exact only") }
            return nil
        }
        guard names == nil else {
            throw UsageError(
                "--perf-counters chooses among the kernel's counters: leave it out with --counters exact")
        }
        let repeats = self.repeats ?? 2
        guard (1...100).contains(repeats) else {
            throw UsageError("--repeats \(repeats): must be 1 to 100")
        }
        return RunPlan.Exact(
            repeats: repeats, simulatesCaches: simulatesCaches, simulatesBranches: simulatesBranches)
    }

    /// The names of the counters, in the order of the table.
    func names(isQuick: Bool) throws -> [String] {
        if let exact = try exact() { return exact.counters.map(\.name) }
        let source = source ?? (isQuick && names == nil ? .off : .auto)
        guard let typed = names else {
            if source == .off { return [] }
            let plan = try CounterPlan(names: CounterPlan.defaultNames)
            return zip(plan.names, plan.sources).filter { source.includes($0.1) }.map(\.0)
        }
        if typed == "none" { return [] }
        let wanted = typed.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        for name in wanted {
            guard let kind = try Self.plan([name]).sources.first, source.includes(kind) else {
                throw UsageError("--perf-counters \(name): not a counter of --counters \(source.rawValue)")
            }
        }
        return try Self.plan(wanted).names
    }

    /// The counters of names; what is wrong with one, and which was probably meant.
    private static func plan(_ names: [String]) throws(UsageError) -> CounterPlan {
        do {
            return try CounterPlan(names: names)
        } catch {
            // Modifiers stand behind the name of an event, and are not what is unknown.
            let name =
                error.name.hasSuffix(":u") || error.name.hasSuffix(":k")
                ? String(error.name.dropLast(2)) : error.name
            let near = UnknownName(name, choices: CounterPlan.commonNames).suggestion
            throw UsageError("--perf-counters: \(error)" + (near.map { "; \($0)" } ?? ""))
        }
    }

    /// Makes sure, before anything is measured, that what counts is there.
    ///
    /// - Parameter exact: how cells are counted exactly; nil when they are not.
    /// - Throws: `CommandStopped` with what to do about it.
    package static func checkTools(for exact: RunPlan.Exact?) throws(CommandStopped) {
        guard exact != nil, let reason = Valgrind.unavailability() else { return }
        throw CommandStopped("--counters exact cannot count here: \(reason)")
    }
}
