public import Cells

/// The outcome of a cell.
public struct Judgement: Sendable, Equatable {
    /// A fault and the step that shows it.
    public struct Finding: Sendable, Equatable {
        /// The fault.
        public let fault: Fault
        /// Number of the step; nil for a finding from many trials.
        public let step: UInt32?
        /// Why, on one line.
        public let reason: String
    }

    /// The kinds of results.
    public enum Outcome: Sendable, Equatable {
        /// The scenario ended in a way that can be judged.
        case judged
        /// It cannot run here, for this reason.
        case unavailable(String)
        /// It did not end before the deadline.
        case hung
        /// It did not do what it claims to do. Never a verdict on the strategy.
        case failed(String)
    }

    /// Kind of result.
    public var outcome: Outcome
    /// Faults, in the order in which they were found.
    public var findings: [Finding] = []
    /// Whether the process ended as Go 1.21.1's rule prescribes: exit status 2 and the message.
    public var endedAsPrescribed = false
    /// The step that matters: where a healthy callback was aborted, an overflow was not noticed, or the first
    /// fault was found; otherwise the last one in which the machine was seen.
    public var decisiveStep: UInt32?
    /// The core reason, on one line.
    public var reason: String

    /// The faults, each once, in the order U S H T C D.
    public var faults: [Fault] {
        Fault.allCases.filter { fault in findings.contains { $0.fault == fault } }
    }

    /// The entry of the matrix.
    public var verdict: SafetyVerdict {
        switch outcome {
        case .unavailable: .unavailable
        case .hung: .hung
        case .failed: .failed
        case .judged: SafetyVerdict(faults: faults, endedAsPrescribed: endedAsPrescribed)
        }
    }
}
