/// A stack that the C program made: the truth that a strategy's bounds are compared with.
public struct ForeignStack: Equatable, Sendable {
    /// Lowest usable address.
    public let lo: UInt
    /// One past the highest usable address.
    public let hi: UInt

    /// Creates the description of a stack that exists.
    public init(lo: UInt, hi: UInt) {
        self.lo = lo
        self.hi = hi
    }

    /// Usable bytes.
    public var size: Int { Int(hi - lo) }

    /// Whether code with this SP runs on the stack.
    public func contains(_ sp: UInt) -> Bool { sp > lo && sp <= hi }
}
