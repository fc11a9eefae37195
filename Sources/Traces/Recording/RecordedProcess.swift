import CLibrary
import CRecording
import FileReading
import FoundationEssentials
import SystemPackage

/// The program that is recorded: one that was started, or one that was there.
struct RecordedProcess {
    /// Its process id.
    let pid: Int32
    private var started: sbs_recorded_program?
    private var status: Int32?

    /// One that is there.
    init(pid: Int32) { self.pid = pid }

    /// Starts a process that will execute a command.
    init(_ command: [String], at path: FilePath, stopsAtEntry: Bool) throws(TraceError) {
        var program = sbs_recorded_program()
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let error = words.withUnsafeMutableBufferPointer {
            sbs_recorded_program_start(path.string, $0.baseAddress!, stopsAtEntry, &program)
        }
        guard error == 0 else {
            throw TraceError("\(command[0]): cannot be started: \(Errno(rawValue: error))", isUsage: false)
        }
        pid = program.pid
        started = program
    }

    /// Lets it execute the command.
    mutating func execute(stoppingAtEntry: Bool, name: String) throws(TraceError) {
        guard var program = started else { return }
        let error =
            stoppingAtEntry
            ? sbs_recorded_program_stop_at_entry(&program) : sbs_recorded_program_execute(&program)
        started = program
        if error > 0 { throw TraceError("\(name): cannot be executed: \(Errno(rawValue: error))") }
        if error == -ECHILD {
            throw TraceError("\(name): it ended before its own code began", isUsage: false)
        }
        if error < 0 {
            throw TraceError(
                "\(name): it cannot be stopped to set breakpoints (\(Errno(rawValue: -error))): another debugger "
                    + "or a filter forbids ptrace: attach to it with --pid, or record as root", isUsage: false
            )
        }
    }

    /// Lets a program that was stopped at its entry go on.
    func release() { if var program = started { sbs_recorded_program_release(&program) } }

    /// A process that waits to execute is not to do so.
    func abandon() {
        guard let program = started else { return }
        close(program.gate)
        close(program.failures)
        waitpid(program.pid, nil, 0)
    }

    /// Whether it has ended.
    mutating func hasEnded() -> Bool {
        guard var program = started else { return Self.hasEnded(pid) }
        if status != nil { return true }
        var status: Int32 = 0
        guard sbs_recorded_program_ended(&program, &status) else { return false }
        self.status = status
        return true
    }

    /// Whether a process has ended, be it that its parent has not taken notice.
    static func hasEnded(_ process: Int32) -> Bool {
        guard let state = status(of: process)?.first else {
            return kill(process, 0) != 0 && errno == ESRCH
        }
        return state == "Z" || state == "X"
    }

    /// What follows the name in `/proc/PID/stat`, from the state on, proc(5).
    private static func status(of process: Int32) -> [Substring]? {
        guard let text = processText(process, "stat"), let end = text.lastIndex(of: ")") else { return nil }
        return text[text.index(after: end)...].split(separator: " ")
    }

    /// Waits for the end of a program that was started; nil when it was there before, or a signal came.
    mutating func waitForEnd(isInterrupted: () -> Bool) -> Int32? {
        guard started != nil else { return nil }
        while !hasEnded() {
            if isInterrupted() { return nil }
            usleep(5000)
        }
        return exitStatus
    }

    /// By the shells' convention.
    var exitStatus: Int32? {
        status.map { $0 & 0x7f == 0 ? ($0 >> 8) & 0xff : 128 + ($0 & 0x7f) }
    }

    /// Its threads.
    static func tasks(of process: Int32) -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        return names.compactMap { Int32($0) }.sorted()
    }

    /// Nanoseconds of CPU time so far, to a hundredth of a second; nil where the system does not say.
    static func cpuTime(of process: Int32) -> UInt64? {
        guard let words = status(of: process), words.count > 12, let user = UInt64(words[11]),
            let system = UInt64(words[12])
        else { return nil }
        return (user + system) * (1_000_000_000 / UInt64(max(1, sysconf(Int32(_SC_CLK_TCK)))))
    }

    /// Nanoseconds of CPU time of all children that have been waited for.
    static var cpuTimeOfChildren: UInt64 {
        var usage = rusage()
        getrusage(RUSAGE_CHILDREN.rawValue, &usage)
        let micro =
            (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1_000_000 + usage.ru_utime.tv_usec
            + usage.ru_stime.tv_usec
        return UInt64(max(0, micro)) * 1000
    }
}
