import CLibrary

/// The limit of the main thread's stack (RLIMIT_STACK) that children are started under: it decides how the
/// kernel lays out their memory and how large the C library makes the stacks of threads.
package enum StackLimit {
    /// 8 MiB, the kernel's own default.
    private static let usual: rlim_t = 8 << 20

    /// What the harness itself needs: with 64 KiB `run` and `report` overflow, with 128 KiB all is well.
    private static let needed: rlim_t = 128 << 10

    /// Makes room for the harness where the limit is too low. Otherwise it stays: it is part of what is measured.
    ///
    /// - Throws: one line when it cannot be raised.
    package static func becomeUsable() throws(CommandStopped) {
        var limits = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limits) == 0, limits.rlim_cur < needed
        else { return }
        let was = limits.rlim_cur >> 10
        limits.rlim_cur = needed
        limits.rlim_max = max(limits.rlim_max, needed)
        guard setrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limits) == 0 else {
            throw CommandStopped("a stack of \(was) KiB is not enough: raise its limit (ulimit -s 8192)")
        }
    }

    /// Gives this process, and with it its children, the usual soft limit, or the hard limit where that is
    /// lower.
    static func becomeUsual() {
        var limits = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limits) == 0 else { return }
        limits.rlim_cur = min(usual, limits.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limits)
    }
}
