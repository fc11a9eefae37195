import Statistics

/// Two sides that are one measurement, as a file compared with itself: there is nothing to test, and no cell
/// of it is inconclusive.
enum SameMeasurement {
    /// What a reader is told, once.
    static let reason = "both sides are the same measurement"

    /// Whether the sides have the same cells with the same values: two measurements never have.
    static func isOf(_ old: ComparableSide, _ new: ComparableSide) -> Bool {
        guard old.cells.count == new.cells.count, new.cells.reduce(0, { $0 + $1.costs.count }) > 1 else {
            return false
        }
        return zip(old.cells, new.cells).allSatisfy { old, new in
            old.id == new.id && old.workloadVersion == new.workloadVersion && old.costs == new.costs
                && old.counts == new.counts && old.death == new.death
        }
    }

    /// The row of a cell, without a change.
    static func `case`(_ cell: ComparableSide.Cell) -> ComparisonJudge.Case {
        let cost = try? Median.of(cell.costs)
        return ComparisonJudge.Case(
            cell.id, evidence: .settled(.noChange, reason: reason, old: cost, new: cost))
    }
}

extension ComparisonRow {
    /// Whether it has no change because both sides are the same measurement.
    public var isOfOneMeasurement: Bool { verdict == .noChange && reason == SameMeasurement.reason }
}
