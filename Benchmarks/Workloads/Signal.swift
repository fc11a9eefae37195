import CLibrary
import CStackSupport
import ForeignStacks

extension Workload {
    /// Callbacks from a signal handler on the program's own signal stack. SP is on that stack, and no query
    /// is allowed. The empty row is the same signal with an empty handler.
    static let signal = Workload(
        name: "signal", summary: "one pthread, callbacks from a handler on sigaltstack",
        place: .pthread, tier: .named,
        runtimeNeed: .impossible("its callbacks come from a signal handler, which no runtime but Go allows")
    ) { (_) throws(ClaimError) in
        let own = OwnStack.current
        let stack = try SignalStack()
        let prepared = PreparedWorkload(loop: sbs_loop_signal, state: sbs_measured_callback.control) {
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

    init() throws(ClaimError) {
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
        action.__sigaction_handler.sa_handler = sbs_signal_handler
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
