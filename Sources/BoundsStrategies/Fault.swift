import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// No check: the memory management unit stops an overflow, and a handler recognises it.
    ///
    /// Rule: no bounds. A SIGSEGV is an overflow if its address is in the page below the thread's own stack
    /// (one query, in `attach`, as in Rust's standard library), or within 64 KiB below SP or 4 KiB above it (as
    /// in libsigsegv). The handler runs on the signal stack and passes every other fault on.
    ///
    /// Hazards: a stack without a guard page below it runs into foreign memory; so does a frame larger than
    /// the guard; a thread without a signal stack dies; a program that installs its own handler of SIGSEGV
    /// later takes this one away; a wild access near SP is taken for an overflow.
    public static let fault = BoundsStrategy(
        name: "fault",
        rule: "no check; a handler of SIGSEGV decides whether the address is near SP or in the guard",
        source: "libsigsegv, gnulib c-stack; Rust std; HotSpot in part",
        stateSize: MemoryLayout<sbs_bounds>.size,
        attach: { machine, _ in
            machine.pointee.recordNoBounds()
            if !machine.pointee.isServingSignal {
                let own = machine.pointee.queryThreadBounds()
                if own.lo != 0 {
                    machine.pointee.state(of: sbs_bounds.self).pointee =
                        sbs_bounds(lo: own.lo &- 4096, hi: own.lo)
                }
            }
            sbs_watch_faults()
        },
        update: { _, _ in },
        traits: .asksForOwnStack)
}
