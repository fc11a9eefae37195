import CStackSupport

extension Machine {
    /// Ends the process as Go 1.21.1 does when C changed the stack under a callback that has more of the
    /// runtime further up: sets the window, so that printing has a stack, prints the *old* bounds, and
    /// exits with status 2 (golang/go#62440, CL 527715). That is the rule; real Go dies while it prints.
    ///
    /// Safe in a signal handler: no allocation, no lock.
    @usableFromInline
    mutating func fatalOutOfBounds(at sp: UInt) -> Never {
        let old = bounds
        record(.window(around: sp), .estimate)
        withUnsafePointer(to: self) { sbs_fatal_out_of_bounds($0, sp, old.lo, old.hi) }
    }

    /// Ends the process because SP is past the end of the stack, wherever the guard is (SIGABRT).
    ///
    /// Safe in a signal handler: no allocation, no lock.
    public func fatalOverflow(at sp: UInt) -> Never {
        withUnsafePointer(to: self) { sbs_fatal_morestack($0, sp) }
    }

    /// Ends the process because the notifications of a stack switch do not pair up (SIGABRT).
    ///
    /// Safe in a signal handler: no allocation, no lock.
    public func fatalHandshake(_ reason: StaticString) -> Never {
        withUnsafePointer(to: self) {
            sbs_fatal_handshake($0, UnsafeRawPointer(reason.utf8Start).assumingMemoryBound(to: CChar.self))
        }
    }

    /// Ends the process if the runtime is further up the stack; otherwise does nothing. SP is known to
    /// be out of bounds.
    @inlinable
    public mutating func refuseStackChange(at sp: UInt) {
        if isCallingOut { fatalOutOfBounds(at: sp) }
    }
}
