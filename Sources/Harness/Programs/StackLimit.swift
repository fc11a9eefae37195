import CLibrary

/// The limit of the main thread's stack (RLIMIT_STACK) that children are started under: it decides how the
/// kernel lays out their memory and how large the C library makes the stacks of threads.
enum StackLimit {
    /// 8 MiB, the kernel's own default.
    private static let usual: rlim_t = 8 << 20

    /// Gives this process, and with it its children, the usual soft limit, or the hard limit where that is
    /// lower.
    static func becomeUsual() {
        var limits = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limits) == 0 else { return }
        limits.rlim_cur = min(usual, limits.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limits)
    }
}
