import CLibrary

/// What a child may use.
enum ChildLimits {
    /// No core files from strategies that abort, and no child that outlives its deadline.
    ///
    /// The harness ends a child that hangs. If the harness is gone, the alarm does; and if signals are
    /// blocked (as in needMachine), the limit of CPU time, which the kernel enforces.
    static func confine(seconds deadline: Int) {
        var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
        var seconds = rlimit(rlim_cur: rlim_t(2 * deadline), rlim_max: rlim_t(2 * deadline))
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
        setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &seconds)
        alarm(UInt32(clamping: deadline))
    }
}
