import CLibrary
public import Statistics

/// What a verdict requires.
public struct ComparisonRules: Codable, Sendable, Equatable {
    /// The accepted probability that any cell of a comparison is called slower or faster without being so;
    /// above 0 and below 1.
    public var alpha: Double
    /// The smallest relative change that counts, as a fraction: 0.01 is 1 %. 0 or more. Where code and stack
    /// happen to lie can change a program's speed by as much (Mytkowicz et al., "Producing Wrong Data Without
    /// Doing Anything Obviously Wrong!", ASPLOS 2009).
    public var threshold: Double
    /// Whether cells that differ in more than the code are compared anyway.
    public var isForced: Bool

    /// 5 % and 1 % by default.
    public init(alpha: Double = 0.05, threshold: Double = 0.01, isForced: Bool = false) {
        self.alpha = alpha
        self.threshold = threshold
        self.isForced = isForced
    }

    /// The lowest and the highest ratio of new over old that is no change.
    public var noChange: (lowest: Double, highest: Double) { (1 / (1 + threshold), 1 + threshold) }

    /// How far from 0 the logarithm of a ratio that is no change can be, at most.
    package var noChangeLogarithm: Double { log1p(threshold) }

    /// Whether a whole interval is no change; false without one.
    public func isNoChange(_ ratio: Estimate) -> Bool {
        guard let lower = ratio.lower, let upper = ratio.upper else { return false }
        return lower >= noChange.lowest && upper <= noChange.highest
    }
}
