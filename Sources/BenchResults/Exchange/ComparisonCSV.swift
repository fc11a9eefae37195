import Statistics

/// A comparison for spreadsheets and scripts: one line per row; what is not known is an empty field.
package struct ComparisonCSV {
    private let comparison: ResultComparison

    /// Describes the values of a comparison.
    package init(_ comparison: ResultComparison) {
        self.comparison = comparison
    }

    /// The text of the file.
    package var text: String {
        let header: [CSV.Field] = [
            "workload", "subject", "measure", "unit", "old", "new", "ratio", "lower", "upper", "statistic",
            "p", "adjusted_p", "verdict", "reason", "cost_statistic", "ratio_statistic",
            "cause", "old_instructions", "new_instructions",
        ]
        return CSV.text([header] + comparison.rows.map(line))
    }

    private func line(_ row: ComparisonRow) -> [CSV.Field] {
        [
            .text(row.workload), .text(row.subject), .text("\(row.measure)"), .text(row.unit),
            .number(row.old),
            .number(row.new),
        ]
            + [.number(row.ratio?.median), .number(row.ratio?.lower), .number(row.ratio?.upper)]
            + [.text(row.statistic.rawValue), .number(row.pValue), .number(row.adjustedPValue)]
            + [
                .text(row.verdict.rawValue), .text(row.reason ?? ""), .text(costStatistic(row)),
                .text(ratioStatistic(row)),
            ] + cause(row)
    }

    /// What both sides execute, and how many instructions that is a callback.
    private func cause(_ row: ComparisonRow) -> [CSV.Field] {
        let callbacks = row.cause?.callbacks.map(Double.init)
        let amounts = [row.cause?.oldInstructions, row.cause?.newInstructions].map { count in
            count.flatMap { count in callbacks.map { Double(count) / $0 } }
        }
        return [.text(row.cause?.kind.rawValue ?? "")] + amounts.map(CSV.Field.number)
    }

    /// What `old` and `new` are.
    private func costStatistic(_ row: ComparisonRow) -> String {
        row.measure == .time
            ? "median over processes of the \((comparison.costStatistic ?? .lowestSample).rawValue)" : ""
    }

    /// What `ratio` is, which need not be `new` over `old`.
    private func ratioStatistic(_ row: ComparisonRow) -> String {
        switch row.statistic {
        case .none, .exactCount: ""
        case .signTest: "median of ratios within rounds"
        case .exactMannWhitney, .mannWhitney: "median of ratios of all pairs of processes"
        }
    }
}
