public import CStackSupport

/// What a strategy remembers about the stack that its thread was created with. All zeros means not known.
///
/// A strategy that keeps one keeps it at the start of its state.
@frozen
public struct ThreadStack: BitwiseCopyable, Sendable {
    @usableFromInline var lo: UInt = 0
    @usableFromInline var hi: UInt = 0

    /// Nothing known yet.
    @inlinable
    public init() {}

    /// The stack with these bounds.
    @inlinable
    public init(_ bounds: StackBounds) {
        lo = bounds.lo
        hi = bounds.hi
    }

    /// The bounds, when they are known.
    @inlinable
    public var bounds: StackBounds? { lo == 0 ? nil : StackBounds(lo: lo, hi: hi) }

    /// Whether SP is on it.
    @inlinable
    public func contains(_ sp: UInt) -> Bool { sp > lo && sp <= hi && lo != 0 }

    /// Asks pthread, unless in a signal handler. An answer that does not contain SP is kept too: the thread's
    /// own stack is the same wherever the query is made from.
    public mutating func learn(_ machine: inout Machine) {
        guard !machine.isServingSignal else { return }
        self = ThreadStack(machine.queryThreadBounds())
    }
}

extension Machine {
    /// Records the thread's own stack, which the state begins with, if SP is on it, else the window.
    @inlinable
    public mutating func recordThreadStackOrWindow(at sp: UInt) {
        let own = state(of: ThreadStack.self).pointee
        if own.contains(sp) {
            record(StackBounds(lo: own.lo, hi: own.hi), .exact)
        } else {
            record(.window(around: sp), .estimate)
        }
    }
}
