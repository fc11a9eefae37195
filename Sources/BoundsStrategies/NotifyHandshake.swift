public import CallbackRuntime

extension BoundsStrategy {
    /// The program announces each switch before and after it, as AddressSanitizer requires.
    ///
    /// Rule: as `notify`, but the bounds change only when `switching` (before, on the old stack) is followed
    /// by `switched` (after, on the new one) with the same bounds. A second start, a finish without a start
    /// or with different bounds, and a callback in between end the process (SIGABRT). Hazards: a switch that
    /// is not announced at all, and a signal handler that calls back in between.
    public static let notifyHandshake = BoundsStrategy(
        name: "notify-handshake",
        rule: "as notify, announced before and after each switch; a mismatch is fatal",
        source: "AddressSanitizer (__sanitizer_start_switch_fiber)",
        stateSize: MemoryLayout<Handshake>.size,
        attach: { machine, sp in
            machine.pointee.state(of: ThreadStack.self).pointee.learn(&machine.pointee)
            machine.pointee.recordThreadStackOrWindow(at: sp)
        },
        update: { machine, _ in
            if machine.pointee.state(of: Handshake.self).pointee.isStarted {
                machine.pointee.fatalHandshake("a callback between start and finish")
            }
        },
        switching: { machine, lo, hi in
            let handshake = machine.pointee.state(of: Handshake.self)
            if handshake.pointee.isStarted {
                machine.pointee.fatalHandshake("a second start before the finish")
            }
            handshake.pointee.isStarted = true
            handshake.pointee.next = StackBounds(lo: lo, hi: hi)
        },
        switched: { machine, lo, hi in
            let handshake = machine.pointee.state(of: Handshake.self)
            guard handshake.pointee.isStarted else {
                machine.pointee.fatalHandshake("a finish without a start")
            }
            guard handshake.pointee.next == StackBounds(lo: lo, hi: hi) else {
                machine.pointee.fatalHandshake("a finish with other bounds than the start")
            }
            handshake.pointee.isStarted = false
            machine.pointee.recordNotified(lo, hi)
        },
        traits: .asksForOwnStack)

    /// The strategy's state; the thread's own stack comes first, as for `notify`.
    private struct Handshake: BitwiseCopyable {
        var own = ThreadStack()
        var next = StackBounds.unknown
        var isStarted = false
    }
}
