import ArgumentParser
import BenchResults
import MachineInspection

/// How much is measured of each cell, and how.
struct EffortOptions: ParsableArguments {
    @Flag(
        help: """
            For a first look: one size of each kind of workload, the fewest processes that give an \
            interval (6), short samples, and no counters but those asked for.
            """)
    var quick = false

    @Option(help: "Processes a cell, 1 to 1000; each is one replicate. Default 12, with --quick 6.")
    var processes: Int?

    @Option(help: "Samples a process at most, 1 to 10000. Default 10, with --quick 2.")
    var samples: Int?

    @Option(help: "Run every child on this CPU.")
    var cpu: Int?

    @Option(help: "Seed of the order of cells and of all that is random, 0 to 4294967295. Default: drawn.")
    var seed: UInt32?

    @Flag(
        help: """
            Record in a pass of its own how the times of small batches of callbacks are distributed: \
            p50, p90, p99, p99.9 and the maximum. At most 5 processes a cell, each as long as it samples.
            """)
    var latency = false

    /// Whether no option was given.
    var isDefault: Bool {
        !quick && !latency && processes == nil && samples == nil && cpu == nil && seed == nil
    }

    /// The plan for a selection of cells.
    func plan(
        for blocks: [RunPlan.Block], strategyLibraries: [String], sweep: RunPlan.Sweep?,
        counters: CounterOptions
    ) throws -> RunPlan {
        try check(processes, 1...1000, "--processes")
        try check(samples, 1...10_000, "--samples")
        if let cpu, let allowed = try? Affinity.allowed(), !allowed.contains(cpu) {
            throw UsageError(
                "--cpu \(cpu): this process may use \(allowed.map(String.init).joined(separator: ", "))")
        }
        return RunPlan(
            blocks: blocks,
            strategyLibraries: strategyLibraries,
            sweep: sweep,
            processes: processes ?? (quick ? 6 : 12),
            samples: samples ?? (quick ? 2 : 10),
            target: 1_000_000,
            budget: quick ? 20_000_000 : 50_000_000,
            seed: UInt64(seed ?? .random(in: 0...UInt32.max)),
            cpu: cpu,
            counters: try counters.names(isQuick: quick),
            exact: try counters.exact(),
            latencyRounds: latency ? min(processes ?? (quick ? 2 : 5), 5) : nil)
    }

    private func check(_ value: Int?, _ range: ClosedRange<Int>, _ option: String) throws(UsageError) {
        guard let value, !range.contains(value) else { return }
        throw UsageError("\(option) \(value): must be \(range.lowerBound) to \(range.upperBound)")
    }
}
