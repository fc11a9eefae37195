/// A counter name that cannot be used: the caller's mistake, found before anything is opened.
///
/// The description is one line that names the bad name and says what would be valid. A command-line
/// tool prints it and exits with its usage status.
public struct CounterNameError: Error, Hashable, CustomStringConvertible {
    /// The name as it was given.
    public let name: String

    /// What is wrong with it, and what to write instead.
    public let problem: String

    /// One line.
    public var description: String { "counter \(String(reflecting: name)): \(problem)" }

    static func empty() -> CounterNameError {
        CounterNameError(name: "", problem: "the name is empty; \(valid)")
    }

    static func unknown(_ name: String) -> CounterNameError {
        CounterNameError(name: name, problem: "no such event; \(valid)")
    }

    /// libpfm4 has no table of this processor's events, so it can tell no name from another.
    static func noTable(_ name: String) -> CounterNameError {
        CounterNameError(name: name, problem: "libpfm4 knows no events here; mount /proc")
    }

    static func modifier(_ name: String) -> CounterNameError {
        CounterNameError(
            name: name,
            problem: "its modifier is not valid here; write :u for user mode, :k for kernel mode, "
                + ":u:k for both, each after its own colon")
    }

    static func countsNothing(_ name: String) -> CounterNameError {
        CounterNameError(
            name: name,
            problem: "it excludes both user and kernel mode, so it counts nothing; write :u, :k or neither")
    }

    static func kernelOnly(_ name: String) -> CounterNameError {
        CounterNameError(
            name: name,
            problem:
                "the kernel counts this event in kernel mode, so without kernel mode the count is always 0; "
                + "leave the modifier out")
    }

    static func noFunction(_ name: String) -> CounterNameError {
        CounterNameError(
            name: name,
            problem: "neither this program nor its libraries have a function of that name; give one that "
                + "they export, such as calls:pthread_getattr_np, calls:ioctl or calls:swapcontext")
    }

    static func repeated(_ name: String) -> CounterNameError {
        CounterNameError(name: name, problem: "it is given twice; give each counter once")
    }

    private static var valid: String {
        "give a libpfm4 event name (\(CounterPlan.defaultNames.dropLast().joined(separator: ", ")), …, "
            + "with :u or :k for user or kernel mode only), a tracepoint as subsystem:event, system-calls, "
            + "or calls:FUNCTION"
    }
}
