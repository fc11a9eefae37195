public import CStackSupport

/// A machine (Go's M together with its g0 stack): what the runtime keeps for a thread that runs in it.
///
/// The struct is declared in C, like the callback entry; a strategy works on it through a pointer.
public typealias Machine = sbs_machine

/// How strategies receive a machine.
public typealias MachinePointer = UnsafeMutablePointer<Machine>

extension Machine {
    /// Distance from the low bound to the guard, in bytes. The guard is compared with SP at the entry; Go
    /// compares its `stackGuard` (928 bytes on Linux) with a frame 192 bytes below that, by `<=`.
    @inlinable
    public static var guardDistance: UInt { SBS_STACK_GUARD }

    /// The recorded bounds.
    @inlinable
    public var bounds: StackBounds { StackBounds(lo: lo, hi: hi) }

    /// How far the recorded bounds can be trusted.
    @inlinable
    public var confidenceInBounds: Confidence { Confidence(rawValue: confidence) ?? .none }

    /// Whether calls from the runtime into C are in progress, so that there is more of the runtime
    /// further up the stack (Go's `ncgo > 0`).
    @inlinable
    public var isCallingOut: Bool { calls_out > 0 }

    /// Whether the callback comes from the runtime's own signal handler (Go's `badsignal`), so that SP is on
    /// the signal stack and nothing that allocates or locks may be called. A handler of C's that calls back
    /// says nothing of the kind.
    @inlinable
    public var isServingSignal: Bool { serves_signal != 0 }

    /// Whether the recorded bounds are exact and contain SP.
    @inlinable
    public func holdsExactly(_ sp: UInt) -> Bool {
        bounds.contains(sp) && confidence == SBS_CONFIDENCE_EXACT.rawValue
    }

    /// Records bounds, and the guard that follows from them: `guardDistance` and the margin above
    /// the low one.
    @inlinable
    public mutating func record(_ bounds: StackBounds, _ confidence: Confidence) {
        lo = bounds.lo
        hi = bounds.hi
        self.guard = bounds.lo &+ Machine.guardDistance &+ UInt(margin)
        self.confidence = confidence.rawValue
    }

    /// Records that there are no bounds: all of memory, with a guard that cannot be reached.
    @inlinable
    public mutating func recordNoBounds() { record(StackBounds(lo: 0, hi: .max), .none) }

    /// Records a guess that begins at `hi` and is so many bytes long, or ends at address zero.
    @inlinable
    public mutating func recordBelow(_ hi: UInt, bytes: UInt) {
        record(StackBounds(lo: hi > bytes ? hi - bytes : 0, hi: hi), .estimate)
    }

    /// Asks for the bounds of the current thread's stack, pthread unless the knob `source` says otherwise, and
    /// counts the query. Must not be called in a signal handler.
    @inlinable
    public mutating func queryThreadBounds() -> StackBounds {
        queries &+= 1
        let answer = sbs_query_bounds()
        return StackBounds(lo: answer.lo, hi: answer.hi)
    }

    /// Records the window, and then, outside signal handlers, the answer of a query if it contains SP.
    ///
    /// This is the second half of Go's `callbackUpdateSystemStack`, and how needMachine sets bounds.
    @inlinable
    public mutating func recordWindowOrQuery(at sp: UInt) {
        record(.window(around: sp), .estimate)
        guard !isServingSignal else { return }
        let queried = queryThreadBounds()
        if queried.isAccepted(at: sp) { record(queried, .exact) }
    }

    /// Records the window, and then, outside signal handlers, the low end of a query's answer in place of the
    /// window's, whether or not SP is above it. The high end stays a guess, and so do the bounds.
    @inlinable
    public mutating func recordWindowAboveQueriedLowEnd(at sp: UInt) {
        var bounds = StackBounds.window(around: sp)
        if !isServingSignal {
            let queried = queryThreadBounds()
            if queried.lo != 0 { bounds.lo = queried.lo }
        }
        record(bounds, .estimate)
    }
}
