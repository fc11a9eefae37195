import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// One pair of bounds for the whole interpreter, as in PHP and QuickJS.
    ///
    /// Rule: the first thread that calls back queries its stack (the window where the answer does not hold SP),
    /// and these are the bounds of every thread from then on. Never renewed: a runtime that is started anew has
    /// none.
    ///
    /// Hazards: those of `fixed` on every stack but the first; any other thread below the first one's stack is
    /// aborted, and one above it is not checked (quickjs#491, rquickjs#612, pecl-eio#19, grpc/grpc#39509).
    public static let vmLatched = BoundsStrategy(
        name: "vm-latched",
        rule: "bounds of the first thread that calls back, for all threads",
        source: "PHP without ZTS, QuickJS before JS_UpdateStackTop",
        attach: { machine, sp in
            let latched = sbs_latched_bounds()
            if latched.hi != 0 {
                machine.pointee.record(StackBounds(lo: latched.lo, hi: latched.hi), .exact)
                return
            }
            machine.pointee.recordWindowOrQuery(at: sp)
            sbs_latch_bounds(sbs_bounds(lo: machine.pointee.lo, hi: machine.pointee.hi))
        },
        update: { _, _ in },
        traits: .asksForOwnStack)
}
