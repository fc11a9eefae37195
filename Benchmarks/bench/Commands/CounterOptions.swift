import ArgumentParser
import BenchResults
import PerfCounters

/// Which counters, and where they come from.
struct CounterOptions: ParsableArguments {
    /// The rungs of the ladder that a run takes its counters from; they are never mixed in one counter.
    enum Source: String, ExpressibleByArgument, CaseIterable {
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

    @Option(
        help: ArgumentHelp(
            """
            Where counters come from: auto (what the kernel gives), hardware, software (with tracepoints and \
            breakpoints), exact (instructions counted one by one under valgrind, slow) or off. Default: auto, \
            with --quick off.
            """, valueName: "source"))
    var counters: Source?

    @Option(
        help: ArgumentHelp(
            """
            Counters to read in a pass of their own, comma-separated: libpfm4 names with modifiers \
            (instructions:u), tracepoints (raw_syscalls:sys_enter), 'system-calls', calls of a function by a \
            breakpoint (calls:pthread_getattr_np), or 'none'. \
            Default: those of \(CounterPlan.defaultNames.joined(separator: ",")) that the source has.
            """, valueName: "names"))
    var perfCounters: String?

    @Flag(help: "With --counters exact: also loads, stores and simulated cache misses.")
    var cacheSim = false

    @Flag(help: "With --counters exact: also branches and simulated mispredictions.")
    var branchSim = false

    @Option(
        help: "With --counters exact: runs of each of the two lengths, 1 to 100, that must agree. Default 2.")
    var repeats: Int?

    /// Whether no option was given.
    var isDefault: Bool {
        counters == nil && perfCounters == nil && !cacheSim && !branchSim && repeats == nil
    }

    /// How cells are counted exactly; nil when they are not.
    func exact() throws(UsageError) -> RunPlan.Exact? {
        guard counters == .exact else {
            let option =
                cacheSim ? "--cache-sim" : branchSim ? "--branch-sim" : repeats.map { _ in "--repeats" }
            if let option { throw UsageError("\(option) goes with --counters exact only") }
            return nil
        }
        guard perfCounters == nil else {
            throw UsageError(
                "--perf-counters chooses among the kernel's counters: leave it out with --counters exact")
        }
        let repeats = self.repeats ?? 2
        guard (1...100).contains(repeats) else {
            throw UsageError("--repeats \(repeats): must be 1 to 100")
        }
        return RunPlan.Exact(repeats: repeats, simulatesCaches: cacheSim, simulatesBranches: branchSim)
    }

    /// The names of the counters, in the order of the table.
    func names(isQuick: Bool) throws -> [String] {
        if let exact = try exact() { return exact.counters.map(\.name) }
        let source = counters ?? (isQuick && perfCounters == nil ? .off : .auto)
        if let perfCounters, perfCounters != "none" {
            let names = perfCounters.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            for name in names {
                guard let kind = try CounterPlan(names: [name]).sources.first, source.includes(kind) else {
                    throw UsageError(
                        "--perf-counters \(name): not a counter of --counters \(source.rawValue)")
                }
            }
            return try CounterPlan(names: names).names
        }
        if perfCounters == "none" { return [] }
        let plan = try CounterPlan(names: CounterPlan.defaultNames)
        return zip(plan.names, plan.sources).filter { source.includes($0.1) }.map(\.0)
    }
}
