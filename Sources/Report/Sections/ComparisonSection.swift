import BenchResults
import Cells

/// What changed between two sides: first what did, then what did not.
struct ComparisonSection {
    let comparison: ResultComparison

    init(_ comparison: ResultComparison) { self.comparison = comparison }

    /// Two runs as they are stored, the first given being the old one.
    init(_ old: Named<BenchResult>, _ new: Named<BenchResult>) {
        comparison = ResultComparison(
            stored: ComparableSide(old.document, label: old.name),
            ComparableSide(new.document, label: new.name), rules: ComparisonRules())
    }

    /// How many cells came out how.
    var headline: Prose {
        let counted = ComparisonVerdict.allCases.compactMap { verdict -> String? in
            let count = comparison.rows.count { $0.verdict == verdict }
            return count == 0 ? nil : "\(count) \(verdict.rawValue)"
        }
        let list = counted.isEmpty ? "nothing to compare" : counted.joined(separator: ", ")
        return "\(name: comparison.new) against \(name: comparison.old): \(list)."
    }

    var blocks: [Document.Block] {
        let changed = comparison.rows.filter(\.verdict.isChange)
        let others = comparison.rows.filter { !$0.verdict.isChange && !$0.goesWithoutSaying }
        var blocks: [Document.Block] = []
        if changed.isEmpty {
            blocks.append(.sentence("No cell changed beyond its interval and the threshold."))
        } else {
            blocks.append(.table(table("What changed, or cannot be compared", changed)))
        }
        if !comparison.safetyChanges.isEmpty { blocks.append(.table(safety)) }
        if !comparison.geometricMeans.isEmpty { blocks.append(.table(means)) }
        if !others.isEmpty {
            blocks.append(
                .folded(
                    "\(others.count) cells without a change",
                    [.table(table("No change, or not known", others))]))
        }
        let notes = ComparisonNotes(comparison, all: comparison.rows).lines
        return blocks + [.remarks(notes.map { Prose($0) })]
    }

    private func table(_ caption: String, _ rows: [ComparisonRow]) -> Table {
        Table(
            caption: "\(caption): cost of a callback; change is new over old with its 95 % interval.",
            columns: ["cell", comparison.old, comparison.new, "change", "verdict"],
            rows: rows.map { row in
                Table.Row(
                    header: row.title,
                    cells: [
                        Table.Cell(row.amount(row.old)), Table.Cell(row.amount(row.new)),
                        Table.Cell(row.change),
                        Table.Cell(row.verdict.rawValue, detail: row.reason, look: Self.look(row.verdict)),
                    ])
            }, isText: true)
    }

    private static func look(_ verdict: ComparisonVerdict) -> Table.Look {
        switch verdict {
        case .slower, .newlyDied: .worse
        case .faster, .noLongerDies: .better
        case .noChange, .identicalCode: .plain
        default: .absent
        }
    }

    private var means: Table {
        Table(
            caption: "The workloads of each strategy in one number.",
            columns: ["geometric mean", "workloads", "change"],
            rows: comparison.geometricMeans.map { mean in
                Table.Row(
                    header: mean.subject,
                    cells: [Table.Cell("\(mean.workloads)"), Table.Cell(ComparisonRow.change(mean.ratio))])
            })
    }

    private var safety: Table {
        Table(
            caption: "Safety verdicts that changed.",
            columns: ["scenario and strategy", comparison.old, comparison.new],
            rows: comparison.safetyChanges.map { change in
                Table.Row(
                    header: change.name,
                    cells: [Table.Cell(change.old.description), Table.Cell(change.new.description)])
            }, isText: true)
    }
}
