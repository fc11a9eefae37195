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
        let header = [
            "workload", "subject", "measure", "unit", "old", "new", "ratio", "lower", "upper", "statistic",
            "p", "adjusted_p", "verdict", "reason", "cost_statistic", "ratio_statistic",
        ]
        return CSV.text([header] + comparison.rows.map(line))
    }

    private func line(_ row: ComparisonRow) -> [String] {
        [
            row.workload, row.subject, row.measure.description, row.unit, CSV.number(row.old),
            CSV.number(row.new),
        ]
            + [CSV.number(row.ratio?.median), CSV.number(row.ratio?.lower), CSV.number(row.ratio?.upper)]
            + [row.statistic.rawValue, CSV.number(row.pValue), CSV.number(row.adjustedPValue)]
            + [row.verdict.rawValue, row.reason ?? "", costStatistic(row), ratioStatistic(row)]
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
