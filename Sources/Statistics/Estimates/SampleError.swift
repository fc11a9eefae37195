/// Why a statistic cannot be computed from the values it was given.
///
/// Indices count from 0 in the array that was passed in.
public enum SampleError: Error, Sendable, Equatable {
    /// There are no values.
    case empty
    /// The value at `index` is NaN or infinite.
    case notFinite(index: Int)
    /// The value at `index` is zero or negative, and a ratio needs positive values.
    case notPositive(index: Int, value: Double)
    /// The paired values are not equal in number.
    case unequalCounts(first: Int, second: Int)
    /// The values at `index` are valid, but their ratio or difference is too large or too small for a
    /// `Double`.
    case outOfRange(index: Int)
}

extension SampleError: CustomStringConvertible {
    /// One line for people.
    public var description: String {
        switch self {
        case .empty: "there are no values"
        case .notFinite(let index): "value \(index) is not a finite number"
        case .notPositive(let index, let value): "value \(index) is \(value), a ratio needs positive values"
        case .unequalCounts(let first, let second):
            "paired values must be equal in number, there are \(first) and \(second)"
        case .outOfRange(let index): "pair \(index) gives a result that no Double holds"
        }
    }
}
