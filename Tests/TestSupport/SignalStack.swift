import CLibrary

/// Raises a signal whose handler runs on a signal stack of `byteCount` bytes.
package func raiseSignal(onStackOf byteCount: Int, _ handler: @escaping @convention(c) (Int32) -> Void) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 16)
    var own = stack_t(ss_sp: memory, ss_flags: 0, ss_size: byteCount)
    sigaltstack(&own, nil)
    var action = sigaction()
    action.sa_flags = SA_ONSTACK
    action.__sigaction_handler.sa_handler = handler
    sigaction(SIGUSR1, &action, nil)
    // The process that runs the tests has blocked it, and the mask is inherited.
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    sigaddset(&unblocked, SIGUSR1)
    pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
    raise(SIGUSR1)
}
