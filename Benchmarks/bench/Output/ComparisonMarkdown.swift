import BenchResults
import Cells
import Report

/// A comparison for pull requests.
struct ComparisonMarkdown {
    private let comparison: ResultComparison
    private let notes: ComparisonNotes

    init(_ comparison: ResultComparison, all rows: [ComparisonRow]) {
        self.comparison = comparison
        notes = ComparisonNotes(comparison, all: rows)
    }

    var text: String {
        [cells, means, safety, notes.lines.map { "- \(Markdown.escaped($0))\n" }.joined()]
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var cells: String {
        let rows = comparison.rows.filter { !$0.goesWithoutSaying }
        guard !rows.isEmpty else { return "" }
        return table(
            ["cell", comparison.old, comparison.new, "change", "verdict"],
            rows.map { row in
                let reason = row.reason.map { ": \($0)" } ?? ""
                return [
                    row.title, row.amount(row.old), row.amount(row.new), row.change,
                    row.verdict.rawValue + reason,
                ]
            })
    }

    private var means: String {
        guard !comparison.geometricMeans.isEmpty else { return "" }
        return table(
            ["geometric mean", "workloads", "change"],
            comparison.geometricMeans.map { [$0.subject, "\($0.workloads)", ComparisonRow.change($0.ratio)] })
    }

    private var safety: String {
        guard !comparison.safetyChanges.isEmpty else { return "" }
        return table(
            ["safety verdict", "old", "new"],
            comparison.safetyChanges.map { [$0.name, $0.old.description, $0.new.description] })
    }

    private func table(_ header: [String], _ rows: [[String]]) -> String {
        let rule = header.indices.map { $0 == 0 ? "---" : "---:" }
        return ([header, rule] + rows).map { "| \($0.map(Markdown.escaped).joined(separator: " | ")) |\n" }
            .joined()
    }
}
