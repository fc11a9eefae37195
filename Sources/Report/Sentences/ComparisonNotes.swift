import BenchResults
import MachineInspection
import Statistics

/// What is to be known of a comparison besides its rows.
struct ComparisonNotes {
    private let comparison: ResultComparison

    init(_ comparison: ResultComparison) { self.comparison = comparison }

    /// One line per note.
    var lines: [String] {
        [withheld, safety, session, causes].compactMap { $0 }
            + comparison.differences.map {
                comparison.rules.isForced ? "Compared all the same: \($0)." : "Not comparable: \($0)."
            } + comparison.remarks + [rules]
    }

    /// How many rows have which verdict; counts that are equal go without saying.
    var counts: String {
        let rows = comparison.rows.filter { $0.statistic != .exactCount || !$0.goesWithoutSaying }
        let equal = comparison.rows.count - rows.count
        let counted = ComparisonVerdict.allCases.compactMap { verdict -> String? in
            let count = rows.count { $0.verdict == verdict }
            return count == 0 ? nil : "\(count) \(verdict.rawValue)"
        }
        if comparison.rows.isEmpty { return "nothing to compare" }
        return ([counted.joined(separator: ", ")] + (equal > 0 ? ["\(equal) exact counts are equal"] : []))
            .filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// What the columns of the table are: a change is not the quotient of the medians beside it.
    var columns: String {
        let statistic = comparison.costStatistic ?? .lowestSample
        let isPaired = comparison.rows.contains { $0.statistic == .signTest }
        let percent = Quantity.count((1 - comparison.rules.alpha) * 100)
        let shown = statistic == .lowestSample ? " (bench run shows the median sample)" : ""
        return "old and new are the cost of a callback, the median over processes of the "
            + "\(statistic.rawValue)\(shown); change is the median of the ratios new/old "
            + (isPaired ? "within rounds" : "of all pairs of processes")
            + ", with its \(percent) % interval, which need not be the ratio of the two medians."
    }

    private var causes: String? {
        guard comparison.rows.contains(where: { $0.cause != nil }) else { return nil }
        return
            "Instructions: how many more a callback executes, counted one by one where time does not settle it."
    }

    private var withheld: String? { comparison.withheld.map { "Verdicts on time are withheld: \($0)." } }

    private var safety: String? {
        guard comparison.safetyVerdictsCompared > 0 else { return nil }
        return "Safety verdicts: \(comparison.safetyChanges.count) of "
            + "\(comparison.safetyVerdictsCompared) changed."
    }

    private var session: String? {
        guard let session = comparison.session else { return nil }
        let seconds = FixedPoint.text(session.elapsed, decimals: 0)
        var text =
            session.screeningRounds == 0
            ? "Nothing was measured."
            : "\(rounds(\.screening)) of each cell, \(again(session)), in \(seconds) s, seed \(session.seed)."
        if let pair = session.nullPair {
            text += " Old against itself: \(ComparisonRow.change(pair.ratio))."
        }
        if let seeds = session.layoutSeeds {
            text +=
                " Each process ran one of \(seeds.count) layouts of its program, which have its functions in "
                + "another order each."
        } else if session.screeningRounds > 0 {
            text += " All processes of a side ran one layout of its program."
        }
        return text
    }

    /// As many as cells have, which those that were not decided at first have more of.
    private func rounds(_ pairs: (ComparisonRow) -> [CostPair]) -> String {
        let counts = comparison.rows.map { pairs($0).count }.filter { $0 > 0 }
        guard let fewest = counts.min(), let most = counts.max() else { return "No whole round" }
        if fewest == most { return most == 1 ? "1 round" : "\(most) rounds" }
        return "\(fewest) to \(most) rounds"
    }

    private func again(_ session: PairedSession) -> String {
        switch session.suspects.count {
        case 0: "no suspect"
        case 1: "1 suspect measured again in \(rounds(\.confirmation))"
        case let count: "\(count) suspects measured again in \(rounds(\.confirmation))"
        }
    }

    private var rules: String {
        let percent = Quantity.digits(comparison.rules.threshold * 100, 2)
        return
            "A verdict needs a change of more than \(percent) % at alpha \(comparison.rules.alpha) for the "
            + "whole comparison (Holm)."
    }
}
