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
        return row.map { "\($0.cell): a cost, a count or a ratio is negative" }
    }
}
