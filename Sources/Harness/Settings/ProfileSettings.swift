import BoundsStrategies
import CallbackRuntime
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
    /// Seconds that perf watches, 1 to 3600.
    package var seconds: Int
    /// The CPU to run on; nil for any.
    package var cpu: Int?

    package init(
        strategy: String, workload: String, strategyLibraries: [String], source: Source, seconds: Int,
        cpu: Int?
    ) {
        self.strategy = strategy
        self.workload = workload
        self.strategyLibraries = strategyLibraries
        self.source = source
        self.seconds = seconds
        self.cpu = cpu
    }

    /// The settings with the strategy's name in canonical form, and the workload.
    func checked() throws(UsageError) -> (ProfileSettings, Workload) {
        guard (1...3600).contains(seconds) else {
            throw UsageError("--seconds \(seconds): must be 1 to 3600")
        }
        try RunConditions(seed: 0, cpu: cpu).check()
        var checked = self
        do {
            let plugIns = try StrategyLibrary.load(strategyLibraries)
            checked.strategy = try StrategyCatalogue.strategy(named: strategy, or: plugIns).name
        } catch {
            throw UsageError("strategy '\(strategy)': \(error)")
        }
        guard let known = WorkloadCatalogue.workload(named: workload) else {
            throw UsageError(
                "workload '\(workload)': there is none; choose from "
                    + WorkloadCatalogue.all.map(\.name).joined(separator: ", "))
        }
        if let reason = known.unavailability() {
            throw UsageError("workload '\(workload)' is not possible here: \(reason)")
        }
        return (checked, known)
    }
}
