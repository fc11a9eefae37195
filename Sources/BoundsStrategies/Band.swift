import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// An overflow is only what happens just above the low end, as in CPython 3.14 since gh-141711.
    ///
    /// Rule: one query, in `attach`, whose answer is kept whether it holds SP or not. SP within two margins of
    /// 16 KiB (`_PyOS_STACK_MARGIN_BYTES`) above the low end: an overflow. SP anywhere else: nothing is
    /// checked, since the bounds may be those of another stack; they stay, and frees go by them (the trashcan).
    ///
    /// Hazards: a coroutine that lies in the band is aborted; a frame of more than 32 KiB jumps over it; on
    /// every other stack an overflow is not noticed, and on one below the thread's own, work that is put off where
    /// little is left is put off for good (ray-project/ray#63290).
    public static let band = BoundsStrategy(
        name: "band",
        rule: "queried once; overflow only while SP is in the lowest 32 KiB; no check anywhere else",
        source: "CPython 3.14.1+, Python/ceval.c (gh-141711)",
        version: 2,
        stateSize: MemoryLayout<ThreadStack>.size,
        attach: { machine, sp in
            machine.pointee.state(of: ThreadStack.self).pointee.learn(&machine.pointee)
            machine.pointee.recordBand(at: sp)
        },
        update: { machine, sp in machine.pointee.recordBand(at: sp) },
        overflow: { machine, sp in
            // Below the guard, and so in the band or below it.
            if sp < machine.pointee.lo { machine.pointee.checkNothing() }
        },
        traits: .asksForOwnStack)
}

extension Machine {
    fileprivate static var bandBytes: UInt { 2 * 16 * 1024 }

    /// Records the thread's stack, with the band as its guard, if SP is in it.
    fileprivate mutating func recordBand(at sp: UInt) {
        guard let own = state(of: ThreadStack.self).pointee.bounds, sp >= own.lo, sp <= own.hi else {
            checkNothing()
            return
        }
        record(own, .exact)
        self.guard = own.lo &+ Machine.bandBytes &+ UInt(margin)
    }

    /// No SP is too low, but the bounds stay, for whoever asks how much is left. Out of line, so that a callback on
    /// the thread's stack takes no instruction more.
    @inline(never)
    fileprivate mutating func checkNothing() {
        record(state(of: ThreadStack.self).pointee.bounds ?? StackBounds(lo: 0, hi: .max), .none)
        self.guard = 0
    }
}
