import BenchResults
import Cells
import Report

/// A comparison for people: a row a cell, the strategies in one number each, what is to be known.
struct ComparisonTable {
    private let comparison: ResultComparison
    private let notes: ComparisonNotes

    init(_ comparison: ResultComparison, all rows: [ComparisonRow]) {
        self.comparison = comparison
        notes = ComparisonNotes(comparison, all: rows)
    }

    var text: String {
        let parts = [cells, means, safety, footnotes, notes.lines.map { Legible.text($0) + "\n" }.joined()]
        return "old: \(Legible.text(comparison.old))\nnew: \(Legible.text(comparison.new))\n\n"
            + parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var cells: String {
        let rows = comparison.rows.filter { !$0.goesWithoutSaying }
        guard !rows.isEmpty else { return "" }
        var columns = Columns()
        columns.add(["cell", "old", "new", "change", "verdict"])
        for row in rows {
            columns.add([
                row.title, row.amount(row.old), row.amount(row.new), row.change,
                row.verdict.rawValue + mark(row),
            ])
        }
        return columns.text
    }

    private func mark(_ row: ComparisonRow) -> String {
        row.reason.flatMap { notes.reasons.firstIndex(of: $0) }.map { " [\($0 + 1)]" } ?? ""
    }

    private var footnotes: String {
        notes.reasons.enumerated().map { "[\($0 + 1)] \(Legible.text($1))\n" }.joined()
    }

    private var means: String {
        guard !comparison.geometricMeans.isEmpty else { return "" }
        var columns = Columns()
        columns.add(["geometric mean", "workloads", "change"])
        for mean in comparison.geometricMeans {
            columns.add([mean.subject, "\(mean.workloads)", ComparisonRow.change(mean.ratio)])
        }
        return columns.text
    }

    private var safety: String {
        guard !comparison.safetyChanges.isEmpty else { return "" }
        var columns = Columns()
        columns.add(["safety verdict", "old", "new"])
        for change in comparison.safetyChanges {
            columns.add([change.name, change.old.description, change.new.description])
        }
        return columns.text
    }
}
