/// Which of the samples of a process its cost is, in a comparison. `bench run` shows medians.
public enum CostStatistic: String, Codable, Sendable {
    /// The lowest, which is disturbed the least.
    case lowestSample = "lowest sample of each process"
    /// The median, where another tool's values stand beside ours: these are no lowest samples.
    case medianSample = "median sample of each process; of other tools, the values that they report"
    /// What other tools report on both sides.
    case reported = "values that the tools report"

    /// What two sides have in common.
    init(_ old: ComparableSide, _ new: ComparableSide) {
        self =
            switch (old.isImported, new.isImported) {
            case (false, false): .lowestSample
            case (true, true): .reported
            default: .medianSample
            }
    }
}
