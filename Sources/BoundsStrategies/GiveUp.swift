import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// The first stack or none, as in Ruby.
    ///
    /// Rule: one query, in `attach`. On the main thread the answer is taken if it holds SP; if not, C is on a
    /// coroutine, the size is unknown, and nothing is ever checked. On other threads SP at the entry is the
    /// high end, and the answer's low end the low one. A fifth of the stack, at most 1 MiB, is kept in reserve
    /// above the low end. Never renewed.
    ///
    /// Hazards: a thread's coroutine below its stack is an overflow, and on one above nothing is noticed; a
    /// thread that calls from a coroutine first has the coroutine's SP with its own low end.
    public static let giveUp = BoundsStrategy(
        name: "give-up",
        rule: "queried once; if that cannot be right, no check at all; a fifth in reserve, at most 1 MiB",
        source: "Ruby, thread_pthread.c",
        attach: { machine, sp in
            machine.pointee.recordNoBounds()
            if machine.pointee.isServingSignal { return }
            let queried = machine.pointee.queryThreadBounds()
            let isMain = sbs_is_main_thread()
            // Not known, or a main thread or a thread that is certainly elsewhere.
            if queried.lo == 0 || sp <= queried.lo || isMain && sp > queried.hi { return }
            machine.pointee.recordWithReserve(StackBounds(lo: queried.lo, hi: isMain ? queried.hi : sp))
        },
        update: { _, _ in },
        traits: .asksForOwnStack)
}

extension Machine {
    fileprivate mutating func recordWithReserve(_ bounds: StackBounds) {
        // Not exact: on a thread the high end is where it called from first.
        record(bounds, .estimate)
        self.guard = bounds.lo &+ min((bounds.hi - bounds.lo) / 5, 1 << 20) &+ UInt(margin)
    }
}
