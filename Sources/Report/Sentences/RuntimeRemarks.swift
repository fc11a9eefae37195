import BenchResults
import Cells

/// What is to be known of the real runtimes of a run.
struct RuntimeRemarks {
    private let result: BenchResult

    init(_ result: BenchResult) {
        self.result = result
    }

    /// One line each.
    var lines: [String] { missing + leftOut + variables + churn + mappings + exact + ownPaths }

    private var runtimes: [PlannedRuntime] { result.plan.runtimes ?? [] }

    private var missing: [String] { runtimes.compactMap(\.missingRemark) }

    /// Together where the reason is the same.
    private var leftOut: [String] {
        runtimes.flatMap { runtime -> [String] in
            var reasons: [String] = []
            for left in runtime.leftOut where !reasons.contains(left.reason) { reasons.append(left.reason) }
            return reasons.map { reason in
                let workloads = runtime.leftOut.filter { $0.reason == reason }.map(\.workload)
                return "\(runtime.label ?? "") is not in \(workloads.joined(separator: ", ")): \(reason)."
            }
        }
    }

    private var variables: [String] {
        guard let variables = result.plan.runtimeVariables, !result.plan.runtimeLabels.isEmpty else {
            return []
        }
        return ["Set, and may change what real runtimes do: \(variables.joined(separator: ", "))."]
    }

    private var churn: [String] {
        let rows = result.cells.filter { $0.workload == "thread-churn" && $0.kind == .runtime }
        guard !rows.isEmpty else { return [] }
        return [
            "On thread-churn, a callback of a real runtime attaches its thread before, and detaches it after."
        ]
    }

    private var mappings: [String] {
        guard let count = result.plan.mappings else { return [] }
        return [
            """
            Every process has at least \(count) mappings, as many as those of the real runtimes: queries of the main \
            thread cost more than in a run without them.
            """
        ]
    }

    private var exact: [String] {
        guard result.plan.exact != nil, runtimes.contains(where: { $0.label != nil }) else { return [] }
        return ["Real runtimes are not counted exactly: valgrind cannot run all of them as they are."]
    }

    /// Ratios to a floor of a few nanoseconds are not ratios of real callbacks.
    private var ownPaths: [String] {
        ModelComparison.ownPaths(result).map { path in
            """
            A callback of \(path.runtime) costs \(Quantity.time(path.cost)) on \(path.workload), \
            \(Quantity.time(path.rest)) of it whatever its strategy does: add that to a net cost to see what a \
            callback of it would cost with another strategy.
            """
        }
    }
}

extension PlannedRuntime {
    /// That it cannot be driven, and why; nil when it can.
    var missingRemark: String? {
        unavailable.map { "\(name) was asked for and cannot be driven: \($0)." }
    }
}
