import BoundsStrategies
import CallbackRuntime
import Cells
import Workloads

/// What `bench profile` was asked for.
package struct ProfileSettings: Codable, Sendable, Equatable {
    /// What profiles.
    package enum Source: String, Codable, Sendable, CaseIterable {
        case auto
        case hardware
        case software
        case exact

        /// Events to sample, in order of preference.
        var events: [String] {
            switch self {
            case .auto: ["cycles", "cpu-clock"]
            case .hardware: ["cycles"]
            case .software: ["cpu-clock"]
            case .exact: []
            }
        }
    }

    /// Name of the strategy, with its knobs.
    package var strategy: String
    /// Name of the workload.
    package var workload: String
    /// Paths of the libraries that bring strategies of the user's own.
    package var strategyLibraries: [String]
    /// What profiles.
    package var source: Source
    /// Whether every instruction is shown with its count, beside the functions. Only valgrind counts those.
    package var showsInstructions: Bool
    /// Seconds that perf watches, 1 to 3600.
    package var seconds: Int
    /// The CPU to run on; nil for any.
    package var cpu: Int?

    package init(
        strategy: String, workload: String, strategyLibraries: [String], source: Source,
        showsInstructions: Bool = false, seconds: Int, cpu: Int?
    ) {
        self.strategy = strategy
        self.workload = workload
        self.strategyLibraries = strategyLibraries
        self.source = source
        self.showsInstructions = showsInstructions
        self.seconds = seconds
        self.cpu = cpu
    }

    /// The workload and the strategy of the arguments: a cell as results name it, `thread:fixed`, or a
    /// strategy and a workload.
    package static func cell(_ arguments: [String]) throws(UsageError) -> (workload: String, strategy: String)
    {
        switch arguments.count {
        case 1:
            guard let cell = CellID(arguments[0]) else {
                throw UsageError(
                    "profile '\(arguments[0])': a cell is workload:strategy, as in thread:fixed; or give a "
                        + "strategy and a workload: bench profile fixed thread")
            }
            return (cell.workload, cell.subject.label)
        case 2: return (arguments[1], arguments[0])
        default:
            throw UsageError(
                "profile takes a cell (thread:fixed), or a strategy and a workload; there are "
                    + "\(arguments.count) arguments")
        }
    }

    /// The settings with the strategy's name in canonical form, and the workload.
    ///
    /// - Parameter listener: told what libraries printed.
    /// - Returns: settings that can be carried out here.
    /// - Throws: `UsageError` for unknown names, numbers out of range and libraries that cannot be used;
    ///   `CommandStopped` when no process can be started.
    func checked(_ listener: SessionListener) throws -> (ProfileSettings, Workload) {
        guard (1...3600).contains(seconds) else {
            throw UsageError("--seconds \(seconds): must be 1 to 3600")
        }
        try RunConditions(seed: 0, cpu: cpu).check()
        var checked = self
        if showsInstructions {
            guard source == .auto || source == .exact else {
                throw UsageError(
                    "--instructions: only --counters exact counts each of them, not \(source.rawValue)")
            }
            checked.source = .exact
        }
        let plugIns = try StrategySelection.plugIns(of: strategyLibraries, listener)
        guard let known = WorkloadCatalogue.workload(named: workload) else {
            let near = UnknownName(workload, choices: WorkloadCatalogue.all.map(\.name))
            throw UsageError("workload '\(workload)': \(near.advice)")
        }
        checked.strategy = try StrategySelection.strategy(named: strategy, plugIns, in: "strategy").name
        if let reason = known.unavailability() {
            throw UsageError("workload '\(workload)' is not possible here: \(reason)")
        }
        if known.isOnce { throw UsageError("workload '\(workload)' cannot be profiled: \(known.onceReason)") }
        return (checked, known)
    }
}
