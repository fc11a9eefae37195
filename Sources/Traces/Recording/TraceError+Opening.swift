import CLibrary
import FileReading
import SystemPackage

extension TraceError {
    /// Why the kernel refused a probe, and what to do.
    init(opening source: RecordingRequest.Source, _ error: Errno) {
        let level = kernelText("/proc/sys/kernel/perf_event_paranoid")?.prefix { !$0.isNewline } ?? "unknown"
        let isForbidden = error == .permissionDenied || error == .notPermitted
        let what = source == .uprobe ? "uprobes" : "breakpoints"
        let why: String
        if isForbidden, source == .uprobe {
            why = "need root, or CAP_SYS_ADMIN and tracefs"
        } else if isForbidden {
            why =
                "are forbidden, as perf_event_paranoid is \(level): sysctl kernel.perf_event_paranoid=2, or run "
                + "as root; for a process that is not yours, as its user"
        } else {
            why =
                switch error {
                case .noSpace: "are all in use: a thread has four, so name at most four functions"
                case .noFunction:
                    "are not to be had: a seccomp filter hides perf_event_open, or the kernel lacks it"
                case .noSuchProcess: "cannot be set: the process has ended"
                case .noSuchFileOrDirectory, .noSuchAddressOrDevice, .operationNotSupportedByDevice:
                    "are not to be had on this machine"
                case .tooManyOpenFiles: "need more descriptors, one for each thread and CPU: ulimit -n"
                default: "are refused: \(error)"
                }
        }
        self.init("\(what) \(why)", isProbeRefused: source == .uprobe)
    }
}
