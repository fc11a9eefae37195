public import Cells

/// The outcome of a scenario with a real runtime.
public struct RuntimeJudgement: Sendable, Equatable {
    /// The entry of the matrix.
    public var verdict: RuntimeVerdict
    /// Number of the callback that decides; nil when none does.
    public var step: UInt32?
    /// The core reason, on one line.
    public var reason: String
    /// The runtime's own words about it, on one line: the text of an error, or the first lines that it printed as it
    /// died; nil when it said nothing.
    public var words: String?

    /// Describes an outcome.
    public init(verdict: RuntimeVerdict, step: UInt32? = nil, reason: String, words: String? = nil) {
        self.verdict = verdict
        self.step = step
        self.reason = reason
        self.words = words
    }
}
