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

    /// Whether a callback with this SP is on the stack for certain. With SP equal to `hi` it may as well be at the
    /// low end of a neighbour that is full: a call has pushed something, so that it is if there is one.
    @inlinable
    public func encloses(_ sp: UInt) -> Bool { sp > lo && sp < hi }

    /// The *window*: a guess around SP when nothing better is known. Go assumes that at least 32 KiB lie
    /// below, and takes 1 KiB above for the frames that led here.
    @inlinable
    public static func window(around sp: UInt) -> StackBounds {
        StackBounds(lo: sp &- SBS_WINDOW_BELOW, hi: sp &+ SBS_WINDOW_ABOVE)
    }

    /// Whether bounds that a query gave may replace the window: they must be known and contain SP.
    @inlinable
    public func isAccepted(at sp: UInt) -> Bool { lo != 0 && contains(sp) }
}
