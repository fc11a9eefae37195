import CLibrary
public import Cells
import Statistics

/// Makes rows with verdicts out of evidence. Pure.
///
/// A cell is slower when its ratio exceeds 1 + threshold by a test at `alpha`, corrected for all cells
/// that were tested. In other words, its whole interval, corrected likewise, lies above. Faster is the
/// same for 1 / (1 + threshold). No change is claimed when the whole interval lies between the two.
public struct ComparisonJudge {
    private let rules: ComparisonRules
    /// Why no verdict on time is to be trusted, if so.
    private let withheld: String?

    /// A judge for one comparison.
    public init(_ rules: ComparisonRules, withheld: String? = nil) {
        self.rules = rules
        self.withheld = withheld
    }

    /// One thing to be judged.
    public struct Case: Sendable {
        /// The cell.
        public let cell: CellID
        /// What is compared of it.
        public let measure: ComparisonRow.Measure
        /// What is known.
        public let evidence: ComparisonEvidence
        /// What both sides execute, if that was asked.
        public let cause: ComparisonCause?

        /// Creates a case.
        public init(
            _ cell: CellID, measure: ComparisonRow.Measure = .time, evidence: ComparisonEvidence,
            cause: ComparisonCause? = nil
        ) {
            self.cell = cell
            self.measure = measure
            self.evidence = evidence
            self.cause = cause
        }
    }

    /// A row for each case, in the order given.
    public func rows(_ cases: [Case]) -> [ComparisonRow] {
        let tests = cases.map(test)
        let tested = tests.indices.filter { tests[$0].pValue != nil }
        let adjusted = Holm.adjusted(tested.map { tests[$0].pValue ?? 1 })
        var adjustedByCase: [Int: Double] = [:]
        for (index, value) in zip(tested, adjusted) { adjustedByCase[index] = value }
        return cases.indices.map { index in
            row(cases[index], tests[index], adjusted: adjustedByCase[index], family: tested.count)
        }
    }

    /// The outcome of one test, before the others are known.
    private struct Test {
        var old: Double?
        var new: Double?
        var ratio: Estimate?
        var statistic = ComparisonRow.Statistic.none
        var pValue: Double?
        var isSlower = false
        var verdict: ComparisonVerdict?
        var reason: String?
        /// The smallest p-value that this many values can give.
        var smallest = 0.0
    }

    private func test(_ item: Case) -> Test {
        switch item.evidence {
        case .settled(let verdict, let reason, let old, let new):
            return Test(old: old, new: new, verdict: verdict, reason: reason)
        case .counts(let old, let new):
            let verdict: ComparisonVerdict = new == old ? .noChange : new > old ? .slower : .faster
            return Test(old: old, new: new, statistic: .exactCount, verdict: verdict)
        case .unpaired(let old, let new): return unpaired(old, new)
        case .paired(let screening, let confirmation): return paired(screening, confirmation)
        }
    }

    private func paired(_ screening: [CostPair], _ confirmation: [CostPair]) -> Test {
        let decisive = confirmation.isEmpty ? screening : confirmation
        let ratio: PairedRatio
        do throws(SampleError) {
            ratio = try PairedRatio(of: decisive.map(\.new), to: decisive.map(\.old), alpha: rules.alpha)
        } catch {
            return Test(
                verdict: .inconclusive, reason: Self.reason(error, "no round was complete on both sides"))
        }
        var test = Test(
            old: try? Median.of(decisive.map(\.old)), new: try? Median.of(decisive.map(\.new)),
            ratio: ratio.ratio, statistic: .signTest)
        guard !confirmation.isEmpty else {
            // Many cells were looked at, so what was seen in the first rounds is not a finding yet.
            test.verdict = rules.isNoChange(ratio.ratio) ? .noChange : .inconclusive
            return test
        }
        let bound = rules.noChangeLogarithm
        let slower = SignTest.probability(of: ratio.logRatios, above: bound)
        let faster = SignTest.probability(of: ratio.logRatios, below: -bound)
        test.pValue = min(1, 2 * min(slower, faster))
        test.isSlower = slower < faster
        test.smallest = 2 * SignTest.probability(of: decisive.map { _ in 1 }, above: 0)
        if let p = test.pValue, p <= rules.alpha, let first = Self.median(screening),
            (first > 0) != test.isSlower
        {
            test.pValue = 1
            test.reason = "did not recur: the first rounds pointed the other way"
        }
        return test
    }

    private func unpaired(_ old: [Double], _ new: [Double]) -> Test {
        var test = Test(old: try? Median.of(old), new: try? Median.of(new))
        do throws(SampleError) {
            let ratio = try UnpairedRatio(of: new, to: old, alpha: rules.alpha).ratio
            let above = try MannWhitney(of: new, against: old.map { $0 * (1 + rules.threshold) })
            let below = try MannWhitney(of: new.map { $0 * (1 + rules.threshold) }, against: old)
            test.ratio = ratio
            test.statistic = above.isExact ? .exactMannWhitney : .mannWhitney
            test.pValue = min(1, 2 * min(above.probabilityLarger, below.probabilitySmaller))
            test.isSlower = above.probabilityLarger < below.probabilitySmaller
            test.smallest = MannWhitney.smallestTwoSided(old.count, new.count)
        } catch {
            test.verdict = .inconclusive
            test.reason = Self.reason(error, "no process was timed")
        }
        return test
    }

    private static func reason(_ error: SampleError, _ empty: String) -> String {
        error == .empty ? empty : "the costs are too far apart, or too large, for a ratio"
    }

    private func row(_ item: Case, _ test: Test, adjusted: Double?, family: Int) -> ComparisonRow {
        var verdict = test.verdict ?? .inconclusive
        var reason = test.reason
        if let adjusted, adjusted <= rules.alpha {
            verdict = test.isSlower ? .slower : .faster
        } else if test.verdict == nil, test.reason == nil, let ratio = test.ratio, rules.isNoChange(ratio) {
            verdict = .noChange
        }
        if item.measure == .time, let withheld, adjusted != nil || verdict == .noChange, test.ratio != nil {
            (verdict, reason) = (.inconclusive, "withheld: \(withheld)")
        } else if verdict == .inconclusive, reason == nil, test.smallest * Double(family) > rules.alpha {
            reason = "so few processes cannot show a difference among \(family) cells"
        }
        if item.cause?.isSameCode == true, [.slower, .faster, .inconclusive].contains(verdict) {
            reason =
                verdict == .inconclusive
                ? nil
                : "time alone says \(verdict.rawValue): as both sides execute the same instructions, that is "
                    + "where code and data lie"
            verdict = .sameCode
        }
        var (screening, confirmation): ([CostPair], [CostPair]) = ([], [])
        if case .paired(let first, let second) = item.evidence { (screening, confirmation) = (first, second) }
        return ComparisonRow(
            workload: item.cell.workload, subject: item.cell.subject.label, measure: item.measure,
            unit: item.measure.unit, old: test.old, new: test.new, ratio: test.ratio,
            statistic: test.statistic, pValue: test.pValue, adjustedPValue: adjusted, verdict: verdict,
            reason: reason, cause: item.cause, screening: screening, confirmation: confirmation)
    }

    private static func median(_ pairs: [CostPair]) -> Double? {
        try? Median.of(pairs.map { log($0.new / $0.old) })
    }
}
