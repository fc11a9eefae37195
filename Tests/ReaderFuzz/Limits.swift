import CLibrary

/// What a reader may take.
enum Limits {
    /// In KiB, as getrusage(2) counts.
    private static let mostMemory = 1 << 20
    /// CPU time for one file, in seconds: the time on the clock depends on what else the machine does.
    private static let mostSeconds = 5

    /// Gives the next file its time. When it is over, SIGPROF ends the process.
    static func begin() {
        var timer = itimerval()
        timer.it_value.tv_sec = mostSeconds
        _ = setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
    }

    /// Whether the process has ever taken too much memory.
    static var isMemoryExceeded: Bool {
        var usage = rusage()
        return getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 && usage.ru_maxrss > mostMemory
    }
}
