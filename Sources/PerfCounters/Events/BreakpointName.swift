import CPerfmon

/// A function whose calls are counted, `calls:FUNCTION`, by an execution breakpoint on its first
/// instruction: exact on every machine that has debug registers, virtual ones too.
struct BreakpointName: Sendable, Hashable {
    /// The name in the symbol tables of the program and its libraries.
    var function: String

    /// How the names of such counters begin.
    static let prefix = "calls:"

    /// Debug registers of a thread on x86 and, at least, on arm64. The kernel does not multiplex breakpoints:
    /// the fifth is refused with ENOSPC (Linux 6.18), so more than four are counted in several passes.
    static let registers = 4

    /// Whether the ioctl(2) call that stops the counters is counted too. It is counted once: the event runs
    /// when that call begins, but not yet when the call that starts it begins.
    var seesOwnControl: Bool { function == "ioctl" }

    /// Nil if `text` does not begin with ``prefix``.
    init?(_ text: String) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        function = String(text.dropFirst(Self.prefix.count))
    }

    /// The event, if this process has the function.
    func encoding() throws(CounterNameError) -> EventEncoding {
        let address = cperf_function(function)
        guard address != 0 else { throw .noFunction(Self.prefix + function) }
        var attributes = perf_event_attr()
        attributes.type = PERF_TYPE_BREAKPOINT.rawValue
        attributes.bp_type = UInt32(HW_BREAKPOINT_X)
        attributes.bp_addr = UInt64(address)
        attributes.bp_len = UInt64(MemoryLayout<CLong>.size)  // the only length that the kernel takes
        // The address is in user space, so nothing is lost and no privilege is needed.
        attributes.exclude_kernel = 1
        attributes.exclude_hv = 1
        return EventEncoding(
            attributes: attributes, resolvedName: "\(Self.prefix)\(function)", privilege: .user, note: nil)
    }
}
