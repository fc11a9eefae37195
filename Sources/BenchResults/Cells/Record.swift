public import Cells
public import ChildProtocol

/// What came of one child.
public enum Outcome: Codable, Sendable {
    /// It answered.
    case report(ChildReport)
    /// It ended without an answer.
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
    /// The cell that it is about.
    public var cell: CellID { CellID(workload: workload, subject: subject) }

    /// Whether the process passed its deadline.
    package var isHung: Bool { if case .death(let death) = outcome { death.isHung } else { false } }

    /// The answer, if there was one.
    var report: ChildReport? { if case .report(let report) = outcome { report } else { nil } }
}
