public import CStackSupport

/// Whom a rule asks for the bounds of the thread's own stack, in place of pthread.
///
/// All but `procmap` ask pthread on every thread but the main one.
public enum Source: String, Sendable, CaseIterable {
    /// The kernel: the mapping that holds SP, by PROCMAP_QUERY, and on the main stack how far it may grow
    /// (Linux >= 6.11). Nobody ships it. A mapping is not a stack: neighbours are one.
    case procmap
    /// The C library: `__libc_stack_end`, and 1 MiB below it, whatever the limit is (SpiderMonkey,
    /// NativeStack.cpp and its stack quota of 128 Ki words).
    case libcEnd = "libc-end"
    /// The line of /proc/self/maps that holds the address where SP was at the start (field 28 of
    /// /proc/self/stat), and the rlimit below its end, 8 MiB if there is none (bionic, and so ART and Go on
    /// Android; Boehm's collector takes the field alone).
    case startstack
    /// The line of /proc/self/maps that holds SP, and the rlimit below its end, but not below the end of the
    /// line before. No limit or no such file: 8,160 KiB below SP (PHP >= 8.3, zend_call_stack.c).
    case mapsSP = "maps-sp"
    /// mremap, page by page below the auxiliary vector, until nothing is mapped: what has grown so far, without
    /// the environment (musl, pthread_getattr_np.c, and so Go on Alpine).
    case mremapProbe = "mremap-probe"

    /// The source in C.
    public var abi: sbs_bounds_source {
        switch self {
        case .procmap: SBS_SOURCE_PROCMAP
        case .libcEnd: SBS_SOURCE_LIBC_END
        case .startstack: SBS_SOURCE_STARTSTACK
        case .mapsSP: SBS_SOURCE_MAPS_SP
        case .mremapProbe: SBS_SOURCE_MREMAP_PROBE
        }
    }
}
