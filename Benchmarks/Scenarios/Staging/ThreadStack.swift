import CLibrary
import CScenarioActions
import CStackSupport
import ForeignStacks

/// The truth about the calling thread's own stack.
enum ThreadStack {
    /// A pthread's stack: the C library made it and gives its exact bounds.
    static var ofPthread: ForeignStack {
        let bounds = sbs_query_thread_bounds()
        return ForeignStack(lo: bounds.lo, hi: bounds.hi)
    }

    /// The main thread's stack, by the kernel's rule rather than the C library's answer.
    ///
    /// The stack may grow down to its limit (RLIMIT_STACK, measured from the end of the mapping), but not
    /// closer than the guard gap to the mapping below; what has grown already stays. Its frames end with the
    /// page that holds argc; above that the mapping holds arguments and environment, whose length differs
    /// between processes, so bounds that end anywhere there are correct.
    static func ofMainThread() throws(StagingError) -> ForeignStack {
        let hardLimit = UInt(clamping: limits.rlim_max)
        guard hardLimit >= leastLimit else {
            throw .unavailable(
                "the scenario needs \(leastLimit >> 10) KiB of the main thread's stack, the limit is "
                    + "\(hardLimit >> 10) KiB: raise it (ulimit -s 8192)")
        }
        let hi = sbs_main_stack_end()
        guard hi != 0, let maps = MemoryMaps.current, let (index, stack) = maps.mapping(of: hi - 1) else {
            throw .unavailable(
                mainThreadUnavailability ?? "no mapping holds the end of the main thread's stack")
        }
        // The kernel lets nothing be mapped right below: what is there is a part that a strategy protected.
        var below = index - 1
        var start = stack.lowerBound
        while below >= 0, maps.ranges[below].upperBound == start {
            start = maps.ranges[below].lowerBound
            below -= 1
        }
        var lowest: UInt = below >= 0 ? maps.ranges[below].upperBound + stackGuardGap : 0
        let limit = stackLimit
        if limit < stack.upperBound {
            let page = UInt(StackRegion.pageSize)
            lowest = max(lowest, (stack.upperBound - limit + page - 1) / page * page)
        }
        return ForeignStack(lo: min(start, lowest), hi: hi, top: stack.upperBound)
    }

    /// Why the truth about the main thread's stack cannot be known, or nil.
    static var mainThreadUnavailability: String? {
        if sbs_main_stack_end() == 0 {
            return "this C library does not say where the main thread's stack ends"
        }
        return MemoryMaps.current == nil
            ? "the truth about the main thread's stack is in /proc/self/maps, which cannot be read" : nil
    }

    /// The kernel's default stack_guard_gap: 256 pages.
    static var stackGuardGap: UInt { 256 * UInt(StackRegion.pageSize) }

    /// The soft limit of RLIMIT_STACK in bytes; the greatest number when there is none.
    static var stackLimit: UInt { UInt(clamping: limits.rlim_cur) }

    /// What verdicts about the main thread's stack are the same from: rules guess up to 1 MiB of it, and the
    /// environment is above.
    private static let leastLimit: UInt = 2 << 20

    /// The size of the stacks that scenarios are played on, whatever the shell's limit is.
    static let usualLimit: UInt = 8 << 20

    /// Gives the main thread's stack the usual limit, or the hard limit where that is lower, and threads with
    /// default attributes stacks of the usual size: their size is not limited.
    static func becomeUsual() {
        try? setStackLimit(min(usualLimit, UInt(clamping: limits.rlim_max)))
        sbs_set_default_stack_size(usualLimit)
    }

    /// Changes the soft limit of this process, which ends with the scenario.
    static func setStackLimit(_ bytes: UInt) throws(StagingError) {
        var limits = self.limits
        guard UInt(clamping: limits.rlim_max) >= bytes else {
            let wanted = bytes == .max ? "lifted" : "\(bytes >> 10) KiB"
            throw .unavailable(
                "RLIMIT_STACK cannot be \(wanted): the hard limit is \(limits.rlim_max >> 10) KiB")
        }
        limits.rlim_cur = rlim_t(bytes)
        let status = setrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limits)
        if status != 0 { throw .unavailable("setrlimit(RLIMIT_STACK, \(bytes)): error \(errno)") }
    }

    private static var limits: rlimit {
        var limits = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limits)
        return limits
    }
}
