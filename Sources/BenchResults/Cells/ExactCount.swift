/// A count per callback as a fraction, without any rounding.
///
/// Two of them are compared by cross-multiplication, without statistics: any difference is real.
public struct ExactCount: Codable, Sendable, Hashable {
    /// What was counted.
    public let count: UInt64
    /// The callbacks, of all threads, that it was counted over; at least 1.
    public let callbacks: UInt64

    /// Creates a count.
    public init(count: UInt64, callbacks: UInt64) {
        self.count = count
        self.callbacks = callbacks
    }
}
