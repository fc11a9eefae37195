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
    raise(SIGUSR1)
}
