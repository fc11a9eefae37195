import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// A page of the thread's own stack is protected, as in Android's runtime.
    ///
    /// Rule: one query, in `attach`, for the thread's own stack, whose lowest page is made inaccessible until
    /// the machine is dropped (`kStackOverflowProtectedSize`); the main thread's stack is grown down to it
    /// first, unless it is larger than 64 MiB. The bounds are what is above that page, exact, and never renewed.
    /// Nothing is compared: a SIGSEGV in that page, or near SP as in `fault`, is an overflow.
    ///
    /// Hazards: on every other stack the bounds are wrong, and an overflow is only noticed where there is a
    /// guard; a frame larger than the page jumps over it; C code that uses its stack to the end dies, too; two
    /// system calls a thread.
    public static let ownGuard = BoundsStrategy(
        name: "own-guard",
        rule: "the lowest page of the thread's own stack is protected; nothing is compared",
        source: "Android ART (Thread::InstallImplicitProtection); HotSpot's yellow and red zones",
        stateSize: MemoryLayout<sbs_bounds>.size,
        attach: { machine, _ in
            machine.pointee.recordNoBounds()
            sbs_watch_faults()
            if machine.pointee.isServingSignal { return }
            let own = machine.pointee.queryThreadBounds()
            let guarded = sbs_protect_lowest_page(sbs_bounds(lo: own.lo, hi: own.hi))
            machine.pointee.state(of: sbs_bounds.self).pointee = guarded
            if guarded.hi == 0 { return }
            machine.pointee.record(StackBounds(lo: guarded.hi, hi: own.hi), .exact)
            machine.pointee.guard = 0
        },
        update: { _, _ in },
        detach: { machine in sbs_unprotect(machine.pointee.state(of: sbs_bounds.self).pointee) },
        traits: .asksForOwnStack)
}
