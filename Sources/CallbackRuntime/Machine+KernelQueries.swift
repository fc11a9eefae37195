public import CStackSupport

extension Machine {
    /// Asks the kernel for the mapping that holds an address, and counts the query. Nil when nothing is
    /// mapped there or the kernel does not answer. Safe in a signal handler.
    @inlinable
    public mutating func queryMapping(holding address: UInt) -> sbs_mapping? {
        queries &+= 1
        var answer = sbs_mapping()
        return sbs_query_mapping(address, &answer) == 0 ? answer : nil
    }

    /// Asks the kernel how far down the main thread's stack may grow beyond `grown`, and counts one query,
    /// though it takes a few system calls. Safe in a signal handler.
    @inlinable
    public mutating func queryMainStack(_ grown: sbs_mapping) -> StackBounds {
        queries &+= 1
        var lo: UInt = 0
        let error = withUnsafePointer(to: grown) { sbs_query_main_stack_limit($0, &lo) }
        return StackBounds(lo: error == 0 ? lo : grown.start, hi: grown.end)
    }

    /// Grows the main thread's stack down to an address, or as close as its limit allows, and counts one
    /// query. Returns the grown stack, which no later change of the limit takes away. Safe in a signal
    /// handler.
    @inlinable
    public mutating func growMainStack(_ grown: sbs_mapping, to wanted: UInt) -> StackBounds {
        queries &+= 1
        var lo = grown.start
        _ = withUnsafePointer(to: grown) { sbs_grow_main_stack($0, wanted, &lo) }
        return StackBounds(lo: lo, hi: grown.end)
    }

    /// Tries whether the kernel lets a mapping grow down to an address (`MAP_GROWSDOWN`), or as close as it allows,
    /// and counts one query, though it takes a few system calls. Returns its start. Safe in a signal handler.
    @inlinable
    public mutating func growMapping(_ mapping: sbs_mapping, to wanted: UInt) -> UInt {
        queries &+= 1
        return withUnsafePointer(to: mapping) { sbs_grow_mapping($0, wanted) }
    }

    /// Asks the kernel for the highest guard region in a range (`MADV_GUARD_INSTALL`), and counts the
    /// query. Nil when there is none or the kernel does not answer. Safe in a signal handler.
    @inlinable
    public mutating func queryHighestGuard(from lo: UInt, to hi: UInt) -> StackBounds? {
        queries &+= 1
        var answer = sbs_bounds()
        guard sbs_query_highest_guard(lo, hi, &answer) == 0 else { return nil }
        return StackBounds(lo: answer.lo, hi: answer.hi)
    }

    /// Asks the kernel for the signal stack that the thread runs on, and counts the query. Nil when it is not
    /// on a signal stack, or on one that disarms itself. Safe in a signal handler.
    @inlinable
    public mutating func querySignalStack() -> StackBounds? {
        queries &+= 1
        let answer = sbs_query_signal_stack()
        return answer.hi == 0 ? nil : StackBounds(lo: answer.lo, hi: answer.hi)
    }
}
