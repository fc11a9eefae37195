public import ChildProtocol

/// How a child process ended that did not answer.
public struct Death: Codable, Sendable, Hashable {
    /// Exit status, when it exited.
    public let exitStatus: Int?
    /// Signal number, when a signal ended it.
    public let signal: Int?
    /// Whether it was ended because it passed its deadline.
    public let isHung: Bool
    /// What it said on standard error, shortened.
    public let message: String

    /// Describes the end of a child.
    public init(exitStatus: Int?, signal: Int?, isHung: Bool, message: String) {
        self.exitStatus = exitStatus
        self.signal = signal
        self.isHung = isHung
        self.message = message
    }

    /// Whether a strategy can have done it: one of the runtime's two fatal errors, a crash, or a hang. A
    /// child that ended in any other way says nothing of a strategy.
    public var isByStrategy: Bool {
        if isHung { return true }
        if let exitStatus { return exitStatus == 2 && message.contains("cgocallback") }
        // SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP have these numbers on every Linux.
        return signal.map([6, 11, 7, 4, 8, 5].contains) ?? false
    }

    /// The core of the message on one line: addresses differ from process to process, what happened
    /// does not.
    public var summary: String {
        if isHung { return "hung" }
        let known = ["morestack on g0", "cgocallback"].first { message.contains($0) }
        let said = known ?? message.split(separator: "\n").first.map(String.init) ?? "no message"
        if let signal { return "\(said), signal \(signal)" }
        return "\(said), exit \(exitStatus ?? 0)"
    }
}

/// What came of one child.
public enum Outcome: Codable, Sendable {
    /// It answered.
    case report(ChildReport)
    /// It ended without an answer: a strategy died.
    case death(Death)
}

/// One line of a journal: one child's task and what came of it.
public struct Record: Codable, Sendable {
    /// The passes of a run.
    public enum Pass: String, Codable, Sendable {
        /// Finding the iteration count.
        case calibrate
        /// Timing.
        case sample
        /// Reading counters.
        case count
        /// Recording the times of batches.
        case latency
        /// Counting exactly, under valgrind.
        case exact
    }

    /// Which pass.
    public let pass: Pass
    /// Name of the workload.
    public let workload: String
    /// The row.
    public let subject: Subject
    /// Round, from 0; 0 in passes without rounds.
    public let round: Int
    /// What came of it.
    public let outcome: Outcome

    /// Creates a record.
    public init(pass: Pass, workload: String, subject: Subject, round: Int, outcome: Outcome) {
        self.pass = pass
        self.workload = workload
        self.subject = subject
        self.round = round
        self.outcome = outcome
    }
}
