import CLibrary
import SystemPackage

/// The system calls that the environment needs, one thin wrapper each.
enum SystemCalls {
    /// The kernel's release and the machine: uname(2).
    static func kernelName() -> Reading<(release: String, machine: String)> {
        var name = utsname()
        guard uname(&name) == 0 else { return .unavailable("uname: \(lastError)") }
        return .value((release: string(of: name.release), machine: string(of: name.machine)))
    }

    /// The number of processors that this thread may run on: sched_getaffinity(2).
    static func allowedProcessors() -> Reading<Int> {
        do {
            return .value(try Affinity.allowed().count)
        } catch {
            return .unavailable("sched_getaffinity: \(error)")
        }
    }

    /// The soft and the hard limit of the stack: getrlimit(2).
    static func stackLimits() -> Reading<(soft: ResourceLimit, hard: ResourceLimit)> {
        var limits = rlimit()
        let result = getrlimit(__rlimit_resource_t(UInt32(RLIMIT_STACK.rawValue)), &limits)
        guard result == 0 else { return .unavailable("getrlimit: \(lastError)") }
        return .value((soft: limit(limits.rlim_cur), hard: limit(limits.rlim_max)))
    }

    /// The C library's name and version: confstr(3), which asks the library that runs.
    static func libc() -> Reading<(name: String, version: String)> {
        var text = [CChar](repeating: 0, count: 64)
        // The length includes the final NUL; 0 means that there is no answer.
        guard (1...text.count).contains(confstr(CInt(_CS_GNU_LIBC_VERSION), &text, text.count))
        else { return .unavailable("confstr: \(lastError)") }
        let words = string(of: text).split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2 else { return .unavailable("confstr: no version in \(words)") }
        return .value((name: words[0], version: words[1]))
    }

    private static var lastError: Errno { Errno(rawValue: errno) }

    private static func limit(_ value: rlim_t) -> ResourceLimit {
        let infinity = rlim_t.max
        return value == infinity ? .infinity : .bytes(UInt64(value))
    }

    /// The text in a fixed array of C characters, which Swift imports as a tuple.
    private static func string<Characters>(of characters: Characters) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    private static func string(of characters: [CChar]) -> String {
        characters.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
