import Cells
import SystemPackage
import TestSupport
import Testing

@testable import BenchResults

@Suite("Comparison of stored results")
struct StoredComparisonTests {
    private func side(
        _ label: String, _ cells: [ComparableSide.Cell], kernel: String = "6.1"
    ) -> ComparableSide {
        ComparableSide(
            label: label,
            circumstances: [.init(name: "CPU", value: "x"), .init(name: "kernel", value: kernel)],
            cells: cells)
    }

    private func cell(
        _ workload: String, _ costs: [Double] = [1, 1.001, 1.002, 1.003, 1.004, 1.005], version: Int = 1,
        death: String? = nil, counts: [ComparableSide.Count] = []
    ) -> ComparableSide.Cell {
        .init(
            CellID(workload: workload, label: "s"), workloadVersion: version,
            costs: death == nil ? costs : [],
            death: death, missing: death, counts: counts)
    }

    private func verdicts(
        _ old: ComparableSide, _ new: ComparableSide, force: Bool = false
    ) -> [ComparisonVerdict] {
        ResultComparison(stored: old, new, rules: ComparisonRules(isForced: force)).rows.map(\.verdict)
    }

    @Test func slowerAndFaster() {
        let slow = cell("w", [2, 2.001, 2.002, 2.003, 2.004, 2.005])
        #expect(verdicts(side("a", [cell("w")]), side("b", [slow])) == [.slower])
        #expect(verdicts(side("a", [slow]), side("b", [cell("w")])) == [.faster])
    }

    /// Another machine, another version of the workload: refused cell by cell, and named; forced, compared.
    @Test func whatIsNotComparableIsRefused() {
        let old = side("a", [cell("w")])
        let other = side("b", [cell("w")], kernel: "6.2")
        let comparison = ResultComparison(stored: old, other, rules: ComparisonRules())
        #expect(comparison.rows.map(\.verdict) == [.notComparable])
        #expect(comparison.differences == ["kernel differs: 6.1, 6.2"])
        #expect(!comparison.hasRegression)
        #expect(verdicts(old, other, force: true) != [.notComparable])
        let newer = side("b", [cell("w", version: 2), cell("v")])
        #expect(verdicts(side("a", [cell("w"), cell("v")]), newer) == [.notComparable, .noChange])
    }

    @Test func cellsOfOneSideOnly() {
        #expect(
            verdicts(side("a", [cell("w"), cell("old")]), side("b", [cell("w"), cell("new")])).suffix(2)
                == [.onlyInNew, .onlyInOld])
    }

    /// A death is reported whatever the machine.
    @Test func deaths() {
        let dead = cell("w", death: "morestack on g0")
        #expect(verdicts(side("a", [cell("w")]), side("b", [dead], kernel: "9")) == [.newlyDied])
        #expect(verdicts(side("a", [dead]), side("b", [cell("w")])) == [.noLongerDies])
        #expect(verdicts(side("a", [dead]), side("b", [dead])) == [.noChange])
        let comparison = ResultComparison(
            stored: side("a", [cell("w")]), side("b", [dead]), rules: ComparisonRules())
        #expect(comparison.hasRegression)
    }

    @Test func countsOfOneSourceOnly() {
        let calls = { (source: String, value: Double) in
            ComparableSide.Count(name: "calls", source: source, perCallback: value)
        }
        let old = side("a", [cell("w", counts: [calls("tracepoint", 1)])])
        #expect(verdicts(old, side("b", [cell("w", counts: [calls("tracepoint", 2)])])).last == .slower)
        #expect(
            verdicts(old, side("b", [cell("w", counts: [calls("breakpoint", 1)])])).last == .notComparable)
    }

    @Test func aSickSideHasNoVerdicts() {
        var sick = side("b", [cell("w", [2, 2.001, 2.002, 2.003, 2.004, 2.005])])
        sick.sickness = "b: its null pair differs"
        let comparison = ResultComparison(stored: side("a", [cell("w")]), sick, rules: ComparisonRules())
        #expect(comparison.withheld == "b: its null pair differs")
        #expect(comparison.rows.map(\.verdict) == [.inconclusive])
        let forced = ResultComparison(
            stored: side("a", [cell("w")]), sick, rules: ComparisonRules(isForced: true))
        #expect(forced.rows.map(\.verdict) == [.slower])
        #expect(forced.remarks.contains("Forced, though b: its null pair differs."))
    }

    @Test func safetyVerdicts() {
        let old = ComparableSide(label: "a", verdicts: ["x": ["s": "ok", "t": "U"], "y": ["s": "ok"]])
        let new = ComparableSide(label: "b", verdicts: ["x": ["s": "S", "t": "U"], "z": ["s": "ok"]])
        let comparison = ResultComparison(stored: old, new, rules: ComparisonRules())
        #expect(comparison.safetyVerdictsCompared == 2)
        #expect(comparison.safetyChanges == [SafetyChange(scenario: "x", strategy: "s", old: "ok", new: "S")])
        #expect(comparison.hasRegression)
    }

    /// A real result against itself: whatever its numbers are, nothing is slower.
    @Test func aResultAgainstItself() throws {
        let result = try ResultStore.read(RealResult.path)
        let side = ComparableSide(result, label: "r")
        let comparison = ResultComparison(stored: side, side, rules: ComparisonRules())
        #expect(comparison.rows.count > 100)
        #expect(!comparison.hasRegression)
        #expect(comparison.rows.allSatisfy { $0.isOfOneMeasurement })
        #expect(comparison.rows.count == side.cells.count)
        var other = side
        other.cells[0].costs[0] += 1
        let changed = ResultComparison(stored: side, other, rules: ComparisonRules())
        #expect(!changed.rows.contains { $0.isOfOneMeasurement })
        #expect(changed.remarks.contains { $0.contains("same program") })
        let text = try ResultStore.encode(comparison)
        let read: ResultComparison = try ResultStore.decode(text, of: "memory")
        #expect(read.rows.count == comparison.rows.count)
    }
}
