import Cells

extension CheckResult {
    /// What makes a matrix unusable, or nil.
    public var problem: String? {
        Matrix.problem(scenarios: scenarios.count, strategies: strategies.count)
            ?? runtimes.flatMap {
                Matrix.problem(
                    scenarios: $0.scenarios.count, strategies: $0.runtimes.count, of: "real runtimes")
            }
            ?? cells.lazy.compactMap { cell in
                cell.corruption.flatMap(\.problem).map { "\(cell.name): \($0)" }
            }.first
    }
}

extension Expectations {
    /// What makes a record unusable, or nil.
    public var problem: String? {
        CallbackBody.allCases.lazy.map(verdicts(of:)).compactMap {
            Matrix.problem(scenarios: $0.count, strategies: Set($0.values.flatMap(\.keys)).count)
        }.first
    }
}

extension CheckCell.Corruption {
    fileprivate var problem: String? {
        if !(firstAccepted.isPossible && neverNoticed.isPossible) { return "a rate is not possible" }
        return min(callbacks, medianNoticedAt ?? 0) < 0 ? "its callbacks are negative" : nil
    }
}

extension CheckCell.Rate {
    fileprivate var isPossible: Bool {
        (0...1).contains(lower) && (lower...1).contains(upper) && 0 <= count && count <= trials
    }
}

private enum Matrix {
    /// As much as a table of a report can take.
    static func problem(scenarios: Int, strategies: Int, of subjects: String = "strategies") -> String? {
        scenarios * strategies > 100_000 ? "it has \(scenarios) scenarios of \(strategies) \(subjects)" : nil
    }
}
