/// How a cell compares on two sides.
public enum ComparisonVerdict: String, Codable, Sendable, CaseIterable {
    /// It costs more by more than the threshold.
    case slower
    /// It costs less by more than the threshold.
    case faster
    /// The interval of the ratio lies within the threshold on both sides of 1, or both sides died.
    case noChange = "no change"
    /// Both sides execute the same instructions, each as often: whatever time says is where code and data lie.
    case sameCode = "same code"
    /// None of these: more rounds would be needed, or the session is not to be trusted.
    case inconclusive
    /// What was measured differs in more than the code.
    case notComparable = "not comparable"
    /// The strategy survived the workload on the old side only.
    case newlyDied = "newly died"
    /// The strategy survives the workload on the new side only.
    case noLongerDies = "no longer dies"
    /// There is no such cell on the other side.
    case onlyInOld = "only in old"
    /// There is no such cell on the other side.
    case onlyInNew = "only in new"
    /// Both programs are the same: nothing was measured.
    case identicalCode = "identical code: unchanged"

    /// Whether a comparison that has it ends with exit status 3.
    public var isRegression: Bool { self == .slower || self == .newlyDied }

    /// Whether something changed, or cannot be known to be unchanged.
    public var isChange: Bool {
        switch self {
        case .noChange, .sameCode, .inconclusive, .identicalCode: false
        default: true
        }
    }
}
