public import CStackSupport

/// How far recorded bounds can be trusted.
@frozen
public enum Confidence: RawRepresentable, Sendable, BitwiseCopyable, CaseIterable {
    /// Nothing is recorded.
    case none
    /// A guess around SP.
    case estimate
    /// The true stack is inside the bounds.
    case upperBound
    /// A reliable source gave them.
    case exact

    /// The value that a machine records.
    @inlinable
    public var rawValue: UInt32 {
        switch self {
        case .none: SBS_CONFIDENCE_NONE.rawValue
        case .estimate: SBS_CONFIDENCE_ESTIMATE.rawValue
        case .upperBound: SBS_CONFIDENCE_UPPER_BOUND.rawValue
        case .exact: SBS_CONFIDENCE_EXACT.rawValue
        }
    }

    /// Reads the value that a machine has recorded; nil for an unknown number.
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
