public import CallbackRuntime

extension BoundsStrategy {
    /// A switch is announced on both sides of it, as AddressSanitizer wants it.
    ///
    /// Rule: as `notify`, but the bounds change only when `switching` (before, on the old stack) is
    /// followed by `switched` (after, on the new one) with the same bounds. A start after a start, a finish
    /// without one or with other bounds, and a callback in between end the process (SIGABRT). Hazards:
    /// a switch that is announced on neither side, and a signal handler that calls back in between.
    public static let notifyHandshake = BoundsStrategy(
        name: "notify-handshake",
        rule: "as notify, announced before and after each switch; what does not pair up is fatal",
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
                machine.pointee.fatalHandshake("started while another one is")
            }
            handshake.pointee.isStarted = true
            handshake.pointee.next = StackBounds(lo: lo, hi: hi)
        },
        switched: { machine, lo, hi in
            let handshake = machine.pointee.state(of: Handshake.self)
            guard handshake.pointee.isStarted else {
                machine.pointee.fatalHandshake("finished but not started")
            }
            guard handshake.pointee.next == StackBounds(lo: lo, hi: hi) else {
                machine.pointee.fatalHandshake("finished on another stack than it was started for")
            }
            handshake.pointee.isStarted = false
            machine.pointee.recordNotified(lo, hi)
        })

    /// The state; the thread's own stack comes first, as for `notify`.
    private struct Handshake: BitwiseCopyable {
        var own = ThreadStack()
        var next = StackBounds.unknown
        var isStarted = false
    }
}
