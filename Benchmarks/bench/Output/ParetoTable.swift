import BenchResults

/// Cost against faults, for every strategy: who is dominated by whom.
struct ParetoTable {
    private let pareto: Pareto
    private let source: String?

    /// - Parameters:
    ///   - result: the costs.
    ///   - record: verdicts on record and where they stand, if there are any.
    init(_ result: BenchResult, record: (verdicts: Expectations, path: String)?) {
        pareto = Pareto(result, verdicts: record?.verdicts.byStrategy ?? [:])
        source = record?.path
    }

    var text: String {
        var columns = Columns()
        columns.add(["strategy", "dead workloads", "faulty scenarios"])
        for entry in pareto.entries {
            let faults = entry.faultyScenarios.map(String.init) ?? "?"
            let verdict =
                entry.dominatedBy.isEmpty
                ? "not dominated" : "dominated by \(entry.dominatedBy.joined(separator: ", "))"
            columns.add([entry.strategy, "\(entry.deadWorkloads)", faults, verdict])
        }
        let remark =
            source.map { "Faulty scenarios: verdicts on record in \($0)." }
            ?? "No verdicts on record: compared by cost alone; bench check --update-expectations writes them."
        return "\n\(columns.text)\(remark)\n"
    }
}
