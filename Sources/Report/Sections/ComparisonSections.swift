import BenchResults
import Cells

/// What changed between two sides: first what did, then what did not.
struct ComparisonSections {
    let comparison: ResultComparison
    /// Whether rows without a change are left out.
    var onlyChanges = false

    init(_ comparison: ResultComparison, onlyChanges: Bool = false) {
        (self.comparison, self.onlyChanges) = (comparison, onlyChanges)
    }

    /// Two runs as they are stored, the first given being the old one.
    init(_ old: Named<BenchResult>, _ new: Named<BenchResult>) {
        comparison = ResultComparison(
            stored: ComparableSide(old.document, label: old.name),
            ComparableSide(new.document, label: new.name), rules: ComparisonRules())
    }

    /// How many cells came out how.
    var headline: Prose {
        isOfOneMeasurement
            ? "\(name: comparison.new) against \(name: comparison.old): both sides are the same measurement."
            : "\(name: comparison.new) against \(name: comparison.old): \(ComparisonNotes(comparison).counts)."
    }

    private var isOfOneMeasurement: Bool {
        !comparison.rows.isEmpty && comparison.remarks.isEmpty
            && comparison.rows.allSatisfy(\.isOfOneMeasurement)
    }

    var sections: [Document.Section] {
        // The headline has said it all.
        if isOfOneMeasurement && comparison.safetyChanges.isEmpty { return [] }
        let shown = comparison.rows.filter { !$0.goesWithoutSaying }
        let changed = shown.filter(\.verdict.isChange)
        let others = onlyChanges ? [] : shown.filter { !$0.verdict.isChange }
        var reasons: [String] = []
        var numbers: [String: Int] = [:]
        for reason in (changed + others).compactMap(\.explanation) where numbers[reason] == nil {
            reasons.append(reason)
            numbers[reason] = reasons.count
        }
        var blocks: [Document.Block] = [
            .sentence("old: \(name: comparison.old); new: \(name: comparison.new)"),
            changed.isEmpty
                ? .sentence("No cell changed beyond its interval and the threshold.")
                : .table(table("What changed, or cannot be compared", changed, numbers)),
        ]
        if !comparison.safetyChanges.isEmpty { blocks.append(.table(safety)) }
        if !comparison.geometricMeans.isEmpty { blocks.append(.table(means)) }
        if !reasons.isEmpty {
            blocks.append(.remarks(reasons.enumerated().map { "[\($0 + 1)] \($1)" }))
        }
        blocks.append(.remarks(ComparisonNotes(comparison).lines.map { Prose($0) }))
        let unchanged = Document.Block.folded(
            "\(others.count) \(others.count == 1 ? "cell" : "cells") without a change",
            [.table(table("No change, or not known", others, numbers))])
        return [Document.Section(title: "What changed", blocks: blocks)]
            + (others.isEmpty ? [] : [Document.Section(title: "What did not change", blocks: [unchanged])])
    }

    /// A reason that many rows have stands below them, under a number.
    private func table(_ caption: String, _ rows: [ComparisonRow], _ reasons: [String: Int]) -> Table {
        let hasCauses = comparison.rows.contains { $0.cause != nil }
        return Table(
            caption: "\(caption): \(ComparisonNotes(comparison).columns)",
            columns: ["cell", "old", "new", "change"] + (hasCauses ? ["instructions"] : []) + ["verdict"],
            rows: rows.map { row in
                let mark = row.explanation.flatMap { reasons[$0] }.map { " [\($0)]" } ?? ""
                return Table.Row(
                    header: row.title,
                    cells: [
                        Table.Cell(row.amount(row.old)), Table.Cell(row.amount(row.new)),
                        Table.Cell(row.change),
                    ] + (hasCauses ? [Table.Cell(row.causeText)] : []) + [
                        Table.Cell(row.verdict.rawValue + mark, look: Self.look(row.verdict))
                    ])
            })
    }

    private static func look(_ verdict: ComparisonVerdict) -> Table.Look {
        switch verdict {
        case .slower, .newlyDied: .worse
        case .faster, .noLongerDies: .better
        case .noChange, .sameCode, .identicalCode: .plain
        default: .absent
        }
    }

    private var means: Table {
        Table(
            caption:
                "The workloads of each strategy in one number: the geometric mean of the changes in its rows.",
            columns: ["geometric mean", "workloads", "change"],
            rows: comparison.geometricMeans.map { mean in
                Table.Row(
                    header: mean.subject.isEmpty ? "all benchmarks" : mean.subject,
                    cells: [Table.Cell("\(mean.workloads)"), Table.Cell(ComparisonRow.change(mean.ratio))])
            })
    }

    private var safety: Table {
        Table(
            caption: "Safety verdicts that changed.", columns: ["scenario and strategy", "old", "new"],
            rows: comparison.safetyChanges.map { change in
                Table.Row(
                    header: change.name,
                    cells: [Table.Cell(change.old.description), Table.Cell(change.new.description)])
            }, isText: true)
    }
}
