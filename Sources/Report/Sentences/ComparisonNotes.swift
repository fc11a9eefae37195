public import BenchResults
import Statistics

/// What is to be known of a comparison besides its rows.
public struct ComparisonNotes {
    private let comparison: ResultComparison
    private let rows: [ComparisonRow]

    /// Looks at a comparison of which `all` rows were judged, though fewer may be shown.
    public init(_ comparison: ResultComparison, all rows: [ComparisonRow]) {
        self.comparison = comparison
        self.rows = rows
    }

    /// One line a note, the verdicts counted first.
    public var lines: [String] {
        [counts, withheld, safety, nullPair].compactMap { $0 }
            + comparison.differences.map {
                comparison.rules.isForced ? "Compared all the same: \($0)." : "Not comparable: \($0)."
            } + comparison.remarks + [rules]
    }

    /// Reasons that rows have in common stand here once, with a number that rows refer to.
    public var reasons: [String] {
        var reasons: [String] = []
        for row in comparison.rows {
            if let reason = row.reason, !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons
    }

    private var counts: String {
        let rows = rows.filter { $0.statistic != .exactCount || !$0.goesWithoutSaying }
        let equal = self.rows.count - rows.count
        let counted = ComparisonVerdict.allCases.compactMap { verdict -> String? in
            let count = rows.count { $0.verdict == verdict }
            return count == 0 ? nil : "\(count) \(verdict.rawValue)"
        }
        if self.rows.isEmpty { return "Nothing to compare." }
        return
            "Verdicts: \(counted.joined(separator: ", "))\(equal > 0 ? "; \(equal) exact counts are equal" : "")."
    }

    private var withheld: String? { comparison.withheld.map { "Verdicts on time are withheld: \($0)." } }

    private var safety: String? {
        guard comparison.safetyVerdictsCompared > 0 else { return nil }
        return "Safety verdicts: \(comparison.safetyChanges.count) of "
            + "\(comparison.safetyVerdictsCompared) changed."
    }

    private var nullPair: String? {
        guard let session = comparison.session else { return nil }
        var text =
            "\(session.screeningRounds) rounds of each cell, \(session.confirmationRounds) more of "
            + "\(session.suspects.count) suspects, in \(Int(session.elapsed.rounded())) s, seed \(session.seed)."
        if let pair = session.nullPair {
            text += " Old against itself: \(ComparisonRow.change(pair.ratio))."
        }
        return text
    }

    private var rules: String {
        let percent = Quantity.digits(comparison.rules.threshold * 100, 2)
        return
            "A verdict needs a change of more than \(percent) % at alpha \(comparison.rules.alpha) for the "
            + "whole comparison (Holm); change = new over old, with its interval."
    }
}
