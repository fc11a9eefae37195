import CLibrary
import CStackSupport
import ForeignStacks

extension Workload {
    /// Callbacks from a handler of C's on the program's own signal stack. The runtime does not know that a
    /// handler calls: in Go such a callback queries like any other (about one query a signal in 1.21.13, 1.23.9
    /// and 1.27.3). The empty row is the same signal with an empty handler.
    static let signal = signal(
        "signal", version: 2, "one pthread, callbacks from C's handler on sigaltstack",
        loop: sbs_loop_signal, handler: sbs_signal_handler)

    /// A signal that the runtime's own handler gets on a thread that it does not know (Go's `badsignal`): the
    /// thread borrows a machine while the handler runs, and no query is allowed.
    static let badsignal = signal(
        "signal/badsignal", version: 1, "one pthread without a machine, the runtime's handler on sigaltstack",
        loop: sbs_loop_badsignal, handler: sbs_badsignal_handler)

    private static func signal(
        _ name: String, version: Int, _ summary: String, loop: @escaping sbs_loop,
        handler: @escaping @convention(c) (Int32) -> Void
    ) -> Workload {
        Workload(
            name: name, summary: summary, version: version, place: .pthread, tier: .named,
            runtimeNeed: .impossible(
                "real runtimes are not driven from signal handlers")
        ) { (_) throws(ClaimError) in
            try preparedSignal(loop, handler)
        }
    }

    private static func preparedSignal(
        _ loop: @escaping sbs_loop, _ handler: @escaping @convention(c) (Int32) -> Void
    ) throws(ClaimError) -> PreparedWorkload {
        let own = OwnStack.current
        let stack = try SignalStack(handler)
        let prepared = PreparedWorkload(loop: loop, state: sbs_measured_callback.control) {
            (seen) throws(ClaimError) in
            try own.checkThread(seen)
            for observation in seen {
                try ClaimError.check(
                    stack.bounds.contains(observation.sp), "a callback did not run on the signal stack")
            }
        }
        prepared.keepAlive(stack)
        return prepared
    }
}

/// A signal stack of the calling thread, below the thread's own, and the handler that uses it.
private final class SignalStack {
    let bounds: ForeignStack
    private let region: StackRegion

    init(_ handler: @escaping @convention(c) (Int32) -> Void) throws(ClaimError) {
        do {
            region = try StackRegion(size: 64 * 1024, placement: .below(OwnStack.current.bounds.lo))
            bounds = try region.open(offset: 0, length: region.size)
        } catch {
            throw ClaimError("signal stack: \(error)")
        }
        var stack = stack_t()
        stack.ss_sp = UnsafeMutableRawPointer(bitPattern: bounds.lo)
        stack.ss_size = bounds.size
        var action = sigaction()
        action.sa_flags = Int32(SA_ONSTACK)
        action.__sigaction_handler.sa_handler = handler
        // The parent process may have blocked the signal: the mask is inherited.
        var unblocked = sigset_t()
        sigemptyset(&unblocked)
        sigaddset(&unblocked, SIGUSR1)
        pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
        guard sigaltstack(&stack, nil) == 0, sigaction(SIGUSR1, &action, nil) == 0 else {
            throw ClaimError("signal handler: error \(errno)")
        }
    }
}
