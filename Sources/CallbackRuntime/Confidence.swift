public import CStackSupport

/// How much recorded bounds are worth.
@frozen
public enum Confidence: RawRepresentable, Sendable, BitwiseCopyable, CaseIterable {
    /// Nothing is recorded.
    case none
    /// A guess around SP.
    case estimate
    /// The true stack lies inside the bounds.
    case upperBound
    /// Someone who knows said so.
    case exact

    /// What a machine records of it.
    @inlinable
    public var rawValue: UInt32 {
        switch self {
        case .none: SBS_CONFIDENCE_NONE.rawValue
        case .estimate: SBS_CONFIDENCE_ESTIMATE.rawValue
        case .upperBound: SBS_CONFIDENCE_UPPER_BOUND.rawValue
        case .exact: SBS_CONFIDENCE_EXACT.rawValue
        }
    }

    /// From what a machine has recorded; nil for a number that means nothing.
    @inlinable
    public init?(rawValue: UInt32) {
        switch rawValue {
        case SBS_CONFIDENCE_NONE.rawValue: self = .none
        case SBS_CONFIDENCE_ESTIMATE.rawValue: self = .estimate
        case SBS_CONFIDENCE_UPPER_BOUND.rawValue: self = .upperBound
        case SBS_CONFIDENCE_EXACT.rawValue: self = .exact
        default: return nil
        }
    }
}
