public import CStackSupport

/// The bounds of a native stack, as a runtime records them.
@frozen
public struct StackBounds: Equatable, Sendable {
    /// Lowest address of the stack.
    public var lo: UInt
    /// One past the highest address of the stack.
    public var hi: UInt

    /// Creates bounds from their two ends.
    @inlinable
    public init(lo: UInt, hi: UInt) {
        self.lo = lo
        self.hi = hi
    }

    /// No bounds known: what a dropped machine holds, and what a failed query answers.
    @inlinable
    public static var unknown: StackBounds { StackBounds(lo: 0, hi: 0) }

    /// Whether a stack pointer is in bounds: `sp > lo && sp <= hi`, the comparison of Go's
    /// `callbackUpdateSystemStack`. A stack that has not been pushed to yet has SP equal to `hi`.
    @inlinable
    public func contains(_ sp: UInt) -> Bool { sp > lo && sp <= hi }

    /// Whether a callback with this SP is certainly on the stack. With SP equal to `hi` it may also be at the
    /// low end of a full neighbour; and if there is one, it is, since the call itself has pushed something.
    @inlinable
    public func encloses(_ sp: UInt) -> Bool { sp > lo && sp < hi }

    /// The *window*: a guess around SP when nothing better is known. Go assumes at least 32 KiB below, and 1
    /// KiB above for the frames that led here.
    @inlinable
    public static func window(around sp: UInt) -> StackBounds {
        StackBounds(lo: sp &- SBS_WINDOW_BELOW, hi: sp &+ SBS_WINDOW_ABOVE)
    }

    /// Whether the bounds from a query may replace the window: they must be known and contain SP.
    @inlinable
    public func isAccepted(at sp: UInt) -> Bool { lo != 0 && contains(sp) }
}
