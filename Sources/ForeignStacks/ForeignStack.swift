/// A stack that the C program made: the truth that a strategy's bounds are compared with.
public struct ForeignStack: Equatable, Sendable {
    /// Lowest usable address.
    public let lo: UInt
    /// One past the highest usable address.
    public let hi: UInt
    /// One past the highest address of the same mapping that still counts as the stack: on the main thread
    /// the strings of arguments and environment are between `hi` and here.
    public let top: UInt

    /// Creates the description of a stack that exists.
    public init(lo: UInt, hi: UInt, top: UInt? = nil) {
        self.lo = lo
        self.hi = hi
        self.top = top ?? hi
    }

    /// Usable bytes.
    public var size: Int { Int(hi - lo) }

    /// Whether code with this SP runs on the stack.
    public func contains(_ sp: UInt) -> Bool { sp > lo && sp <= hi }
}
