import BenchResults
import SystemPackage

/// Stored results as sides of a comparison.
package enum StoredSide {
    /// Reads what a name stands for: a file, a saved baseline, or a commit that has results.
    ///
    /// - Throws: `UsageError` and `StoreError` that name it.
    package static func read(_ name: String, _ filter: CellFilter) throws -> ComparableSide {
        let isWanted = try filter.predicate()
        let (label, paths) = try ResultLocation.files(name)
        var side = ComparableSide(label: label)
        for path in paths { side = side.joined(with: try read(path, label)) }
        side.cells.removeAll { !isWanted($0.id) }
        return side
    }

    /// Compares two sides that have something in common.
    package static func compare(
        _ old: ComparableSide, _ new: ComparableSide, _ rules: ComparisonRules
    ) throws(UsageError) -> ResultComparison {
        for side in [old, new] where side.cells.isEmpty && side.verdicts.isEmpty {
            throw UsageError("\(side.label) has no cell to compare")
        }
        if old.cells.isEmpty != new.cells.isEmpty, old.verdicts.isEmpty != new.verdicts.isEmpty {
            throw UsageError("one of \(old.label) and \(new.label) is a run, the other a check")
        }
        return ResultComparison(stored: old, new, rules: rules)
    }

    /// The comparison that a name stands for.
    package static func comparison(_ name: String) throws -> ResultComparison {
        let (_, paths) = try ResultLocation.files(name)
        return try ResultStore.read(paths[0], as: ResultComparison.self)
    }

    private static func read(_ path: FilePath, _ label: String) throws -> ComparableSide {
        switch try MeasuredFile.read(path) {
        case .imported(let benchmarks): return ComparableSide(benchmarks, label: label)
        case .stored(.run(let result)): return ComparableSide(result, label: label)
        case .stored(.check(let result)): return ComparableSide(result, label: label)
        case .stored(.record(let record)): return ComparableSide(label: label, verdicts: record.verdicts)
        case .stored(.comparison):
            throw UsageError("\(path) is a comparison: bench compare \(path) shows it")
        case .stored(.otherVersion(let found, let wanted)):
            throw UsageError("\(path): \(found), this program reads \(wanted)")
        }
    }
}
