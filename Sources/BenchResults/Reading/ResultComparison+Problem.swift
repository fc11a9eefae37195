import Statistics

extension ResultComparison {
    /// What makes a comparison contradictory, or nil.
    public var problem: String? {
        if !(rules.alpha > 0 && rules.alpha < 1) {
            return "its alpha is \(rules.alpha), not above 0 and below 1"
        }
        if rules.threshold < 0 { return "its threshold is negative" }
        if let session {
            let counts = [session.screeningRounds, session.confirmationRounds]
            if counts.contains(where: { $0 < 0 }) { return "its rounds are negative" }
            if min(session.budget, session.elapsed) < 0 { return "its times are negative" }
        }
        let row = rows.first { row in
            [row.old, row.new, row.ratio?.lower, row.ratio?.median].contains { $0 ?? 0 < 0 }
        }
        if let row { return "\(row.cell): a cost, a count or a ratio is negative" }
        return rows.first { $0.cause?.isCountable == false }.map {
            "\($0.cell): its instructions are over no callbacks, or too many to be counted"
        }
    }
}

extension ComparisonCause {
    /// Whether there can be such counts: `Quantity.exact` multiplies by 1,000.
    fileprivate var isCountable: Bool {
        let counts = [oldInstructions, newInstructions, oldMisses, newMisses, callbacks]
        return callbacks != 0
            && (counts.compactMap { $0 } + functions.flatMap { [$0.old, $0.new] }).allSatisfy {
                $0 <= 1 << 53
            }
    }
}
