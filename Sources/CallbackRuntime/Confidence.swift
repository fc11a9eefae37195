import CStackSupport

/// How much recorded bounds are worth.
@frozen
public enum Confidence: UInt32, Sendable, BitwiseCopyable, CaseIterable {
    /// Nothing is recorded.
    case none = 0
    /// A guess around SP.
    case estimate = 1
    /// The true stack lies inside the bounds.
    case upperBound = 2
    /// Someone who knows said so.
    case exact = 3
}
