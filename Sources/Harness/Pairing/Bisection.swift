/// Searches a range of commits for the one that changed a cell.
///
/// The first commit of the range is compared with its last; then with the middle of what is left. A commit
/// that does not build, or whose comparison is inconclusive, is skipped.
struct Bisection<Comparison: Sendable>: Sendable {
    /// What the comparison of a commit with the first one says about the cell.
    enum Finding: Sendable, Equatable {
        /// It is changed, in the way that the text says.
        case changed(String)
        /// It is not changed.
        case unchanged
        /// The comparison does not tell.
        case unknown
    }

    /// The result of the search.
    enum Outcome {
        /// The last commit of the range does not build.
        case lastDoesNotBuild
        /// The ends of the range do not differ.
        case noChange(Comparison)
        /// Whether they differ cannot be told.
        case unclear(Comparison)
        /// The cell changed with a commit, or with one of the `unknown` commits right before it.
        case found(commit: Int, change: String, unknown: Int, Comparison)
    }

    /// The number of commits after the first, oldest first; at least one.
    let count: Int
    /// Compares a commit with the first one; nil when it does not build.
    let compare: @Sendable (Int) throws -> (finding: Finding, comparison: Comparison)?

    func run() throws -> Outcome {
        guard let ends = try judge(count - 1) else { return .lastDoesNotBuild }
        if ends.finding == .unchanged { return .noChange(ends.comparison) }
        guard case .changed(let change) = ends.finding else { return .unclear(ends.comparison) }
        // Commits below `low` are like the first, `high` is changed.
        var (low, high) = (0, count - 1)
        var comparison = ends.comparison
        var passedOver: Set<Int> = []
        while let middle = Self.middle(low, high, without: passedOver) {
            let result = try judge(middle)
            switch result?.finding {
            case .changed(change)?: (high, comparison) = (middle, result?.comparison ?? comparison)
            case .unchanged?: low = middle + 1
            default: passedOver.insert(middle)
            }
        }
        let unknown = passedOver.count { (low..<high).contains($0) }
        return .found(commit: high, change: change, unknown: unknown, comparison)
    }

    /// Compares a commit, and once more when the first comparison does not tell: a session that is disturbed
    /// withholds its verdicts.
    private func judge(_ commit: Int) throws -> (finding: Finding, comparison: Comparison)? {
        let first = try compare(commit)
        return first?.finding == .unknown ? try compare(commit) : first
    }

    /// The commit nearest to the middle of `low..<high` that has not been skipped.
    static func middle(_ low: Int, _ high: Int, without passedOver: Set<Int>) -> Int? {
        let middle = (low + high) / 2
        return (low..<high).filter { !passedOver.contains($0) }.min { abs($0 - middle) < abs($1 - middle) }
    }
}
