/// How a child process that did not answer ended.
public struct Death: Codable, Sendable, Hashable {
    /// Exit status, when it exited.
    public let exitStatus: Int?
    /// Signal number, when a signal ended it.
    public let signal: Int?
    /// Whether it was killed because it passed its deadline.
    public let isHung: Bool
    /// What it wrote to standard error, shortened.
    public let message: String

    /// Describes the end of a child.
    public init(exitStatus: Int?, signal: Int?, isHung: Bool, message: String) {
        self.exitStatus = exitStatus
        self.signal = signal
        self.isHung = isHung
        self.message = message
    }

    /// Whether a strategy can have caused it: through one of the runtime's fatal errors, a crash, or a hang.
    /// Any other end says nothing about the strategy.
    public var isByStrategy: Bool {
        if isHung { return true }
        if let exitStatus { return exitStatus == 2 && FatalError.outOfBounds.isNamed(in: message) }
        // SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP have these numbers on every Linux.
        return signal.map([6, 11, 7, 4, 8, 5].contains) ?? false
    }

    /// Whether the system or somebody else ended it, by a signal that no fault of a program raises.
    public var isByKill: Bool { signal != nil && !isByStrategy }

    /// The same as the failure of a child that should not have died.
    package var asFailure: String { "the child ended: \(summary)" }

    /// The core of the message on one line, without the addresses, which differ from process to process.
    public var summary: String {
        if isHung { return "hung" }
        let known = [FatalError.morestack, .stackOverflow, .outOfBounds].first { $0.isNamed(in: message) }
        let core =
            known?.description ?? message.split(separator: "\n").first?.onOneLine ?? "no message"
        if let signal { return "\(core), signal \(signal)" }
        return "\(core), exit \(exitStatus ?? 0)"
    }
}
