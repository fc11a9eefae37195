import CLibrary
import SystemPackage

/// What a reader may take.
enum Limits {
    /// In KiB.
    private static let mostMemory = 1 << 20
    /// CPU time for one file, in seconds: the time on the clock depends on what else the machine does.
    private static let mostSeconds = 5

    /// Gives the next file its time. When it is over, SIGPROF ends the process.
    static func begin() {
        var timer = itimerval()
        timer.it_value.tv_sec = mostSeconds
        _ = setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
    }

    /// Whether the program has ever taken too much memory.
    ///
    /// The most that getrusage(2) knows of is that of the process, and so of the one that it was forked from: with
    /// tests that had a gigabyte themselves, every file was too much. `VmHWM` begins with the program, proc_pid_status(5).
    static var isMemoryExceeded: Bool {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let file = try? FileDescriptor.open("/proc/self/status", .readOnly)
        let read = try? file?.closeAfter {
            try bytes.withUnsafeMutableBytes { try file?.read(into: $0) }
        }
        let lines = String(decoding: bytes.prefix(read ?? 0), as: UTF8.self).split(separator: "\n")
        let words = lines.first { $0.hasPrefix("VmHWM:") }?.split(whereSeparator: \.isWhitespace) ?? []
        guard words.count > 1, let most = Int(words[1]) else { fatalError("/proc/self/status has no VmHWM") }
        return most > mostMemory
    }
}
