import BenchResults
import CallbackRuntime
import MachineInspection
import PerfCounters
import Workloads

/// The settings of `bench run`: which cells, how much of each, and how they are counted. Unset values have
/// defaults, which depend on whether the run is quick.
package struct RunSettings: Codable, Sendable, Equatable {
    /// The cells.
    package var selection: CellSelection
    /// The real runtimes beside the strategies.
    package var runtimes: RuntimeSelection
    /// Processes per cell, 1 to 1000; nil for 12, or 6 in a quick run.
    package var processes: Int?
    /// Most samples per process, 1 to 10,000; nil for 10, or 2 in a quick run.
    package var samples: Int?
    /// Whether there is a latency pass.
    package var hasLatency: Bool
    /// The counters.
    package var counters: CounterSettings
    /// The CPU and the random seed.
    package var conditions: RunConditions

    package init(
        selection: CellSelection, runtimes: RuntimeSelection = RuntimeSelection(), processes: Int? = nil,
        samples: Int? = nil, hasLatency: Bool = false,
        counters: CounterSettings = CounterSettings(), conditions: RunConditions
    ) {
        self.selection = selection
        self.runtimes = runtimes
        self.processes = processes
        self.samples = samples
        self.hasLatency = hasLatency
        self.counters = counters
        self.conditions = conditions
    }

    /// As many processes as an interval needs.
    static let counterRounds = 6

    /// The shortest sample, in nanoseconds.
    static let target: UInt64 = 1_000_000

    /// The plan that carries the settings out.
    ///
    /// - Parameters:
    ///   - plugIns: the strategies of the selection's libraries.
    ///   - runtimes: the real runtimes that were selected.
    /// - Returns: a plan that can be carried out here.
    /// - Throws: `UsageError` for values out of range and unknown names, and errors of counter names.
    package func plan(
        plugIns: [StrategyDescription], runtimes: [SelectedRuntime] = []
    ) throws -> RunPlan {
        var planned = runtimes.map(\.planned)
        let blocks = try selection.blocks(plugIns: plugIns, runtimes: &planned)
        try Self.check(processes, 1...1000, "--processes")
        try Self.check(samples, 1...10_000, "--samples")
        try conditions.check()
        let isQuick = selection.isQuick
        let processes = self.processes ?? (isQuick ? 6 : 12)
        let exact = try counters.exact()
        let names = try counters.names(isQuick: isQuick)
        return RunPlan(
            blocks: blocks,
            strategyLibraries: selection.strategies.libraries,
            runtimes: planned.isEmpty ? nil : planned,
            runtimeVariables: planned.isEmpty ? nil : RuntimeVariables.present,
            sweep: try selection.parsedSweep().map(RunPlan.Sweep.init),
            processes: processes,
            samples: samples ?? (isQuick ? 2 : 10),
            target: Self.target,
            budget: isQuick ? 20_000_000 : 50_000_000,
            seed: UInt64(conditions.seed),
            cpu: conditions.cpu,
            counters: names,
            exact: exact,
            counterRounds: exact == nil && !CounterRatio.all(of: names).isEmpty
                ? min(processes, Self.counterRounds) : nil,
            latencyRounds: hasLatency ? min(self.processes ?? (isQuick ? 2 : 5), 5) : nil)
    }

    private static func check(
        _ value: Int?, _ range: ClosedRange<Int>, _ option: String
    ) throws(UsageError) {
        guard let value, !range.contains(value) else { return }
        throw UsageError("\(option) \(value): must be \(range.lowerBound) to \(range.upperBound)")
    }
}

extension RunPlan.Sweep {
    /// The sweep in the form of results.
    fileprivate init(_ sweep: Sweep) {
        self.init(
            parameter: sweep.parameter.rawValue,
            points: sweep.sizes.map { Point(workload: sweep.parameter.workload($0).name, size: $0) },
            capReason: sweep.capReason)
    }
}
