import SystemPackage

extension CounterUnavailability {
    /// Why perf_event_open(2) refused an event that was to count the modes of `privilege`, where
    /// `kernel.perf_event_paranoid` is `paranoidLevel` (nil if unreadable).
    static func opening(
        _ error: Errno, source: CounterSource, privilege: CounterPrivilege, paranoidLevel: Int64?
    ) -> CounterUnavailability {
        switch error {
        case .noSuchFileOrDirectory, .noSuchAddressOrDevice, .operationNotSupportedByDevice:
            absent(error, source)
        case .notSupported:
            CounterUnavailability(
                error, cause: "the counter hardware cannot count this event in this way",
                remedy: "leave out its modifiers or take another event")
        case .permissionDenied, .notPermitted:
            forbidden(error, privilege, paranoidLevel)
        case .noFunction:
            CounterUnavailability(
                error,
                cause: "there is no perf_event_open: the kernel lacks it or a seccomp filter hides it",
                remedy: "use a kernel with CONFIG_PERF_EVENTS, and allow the call in the seccomp filter")
        case .tooManyOpenFiles:
            CounterUnavailability(
                error, cause: "this process has no file descriptors left",
                remedy: "raise the limit with ulimit -n, or ask for fewer counters")
        case .tooManyOpenFilesInSystem:
            CounterUnavailability(
                error, cause: "the system has no file descriptors left",
                remedy: "raise the limit with sysctl fs.file-max, or stop other programs")
        case .invalidArgument:
            CounterUnavailability(
                error, cause: "the kernel refuses to count this event for a thread",
                remedy: "leave out its modifiers or take another event")
        case .resourceBusy:
            CounterUnavailability(
                error, cause: "another program holds the counter hardware exclusively",
                remedy: "stop other profilers, or free a counter with sysctl kernel.nmi_watchdog=0")
        case .noSpace:
            CounterUnavailability(
                error, cause: "the counter hardware or its breakpoints are all in use",
                remedy: "ask for fewer counters or stop other profilers")
        default:
            CounterUnavailability(
                error, cause: "perf_event_open failed: \(error)",
                remedy: "see perf_event_open(2), section ERRORS")
        }
    }

    private static func absent(_ error: Errno, _ source: CounterSource) -> CounterUnavailability {
        switch source {
        case .hardware:
            CounterUnavailability(
                error, cause: "this CPU or virtual machine has no counter hardware for the event",
                remedy:
                    "run on the bare machine, give the guest a virtual PMU, or count instructions exactly "
                    + "with --counters exact")
        case .breakpoint:
            CounterUnavailability(
                error, cause: "this CPU or virtual machine has no debug registers for breakpoints",
                remedy: "run on another machine, or leave the counter out")
        case .software, .callgrind:
            CounterUnavailability(
                error, cause: "this kernel does not know the event", remedy: "use a newer kernel")
        case .tracepoint:
            CounterUnavailability(
                error, cause: "this kernel does not have the tracepoint",
                remedy: "see available_events in tracefs for those it has")
        }
    }

    /// Mainline kernels stop at level 2; the levels 3 and 4 of some distributions shut out unprivileged
    /// users altogether. See Documentation/admin-guide/perf-security.rst.
    private static func forbidden(
        _ error: Errno, _ privilege: CounterPrivilege, _ level: Int64?
    ) -> CounterUnavailability {
        let modes = privilege == .user ? "user mode" : "kernel mode"
        let enough: Int64 = privilege == .user ? 2 : 1
        let sandbox = "allow perf_event_open in the seccomp filter of the container"
        if let level, level <= enough {
            return CounterUnavailability(
                error,
                cause: "refused although kernel.perf_event_paranoid is \(level), which allows it: "
                    + "a seccomp filter, container or security module is in the way",
                remedy: "\(sandbox), or add CAP_PERFMON")
        }
        let present = level.map { "is \($0)" } ?? "cannot be read"
        return CounterUnavailability(
            error,
            cause: "not allowed to count \(modes): kernel.perf_event_paranoid \(present), "
                + "at most \(enough) is needed",
            remedy: "run sysctl kernel.perf_event_paranoid=1, or add CAP_PERFMON; in a container, \(sandbox)")
    }
}

extension CounterUnavailability {
    /// libpfm4 reads the processor's model from /proc/cpuinfo; without it, it knows not even software events.
    static let noEventTable = CounterUnavailability(
        nil, cause: "libpfm4 does not know which processor this is", remedy: "mount /proc, in which it looks")
}
