/// What came of a cell.
public struct Judgement: Sendable, Equatable {
    /// A fault with the step that shows it.
    public struct Finding: Sendable, Equatable {
        /// The fault.
        public let fault: Fault
        /// Number of the step; nil for what many trials show.
        public let step: UInt32?
        /// Why, on one line.
        public let reason: String
    }

    /// The kinds of results.
    public enum Outcome: Sendable, Equatable {
        /// The scenario was played to an end that can be judged.
        case judged
        /// It cannot be played here, for this reason.
        case unavailable(String)
        /// It did not come to an end before the deadline.
        case hung
        /// It did not do what it says. Never a verdict on the strategy.
        case failed(String)
    }

    /// Kind of result.
    public var outcome: Outcome
    /// Faults, in the order in which they showed.
    public var findings: [Finding] = []
    /// Whether the process ended as the seed's rule prescribes: status 2 and the message.
    public var endedAsPrescribed = false
    /// The step to look at: where a healthy callback was aborted, or an overflow was not noticed, or the
    /// first finding showed, or else the last that was seen.
    public var decisiveStep: UInt32?
    /// The core reason, on one line.
    public var reason: String

    /// The faults, each once, in the order U S H T C.
    public var faults: [Fault] {
        Fault.allCases.filter { fault in findings.contains { $0.fault == fault } }
    }

    /// The entry of the matrix: `ok`, `U,H`, `exit 2`, `hung`, `unavailable` or `failed`.
    public var verdict: String {
        switch outcome {
        case .unavailable: return "unavailable"
        case .hung: return "hung"
        case .failed: return "failed"
        case .judged:
            let parts = faults.map(\.rawValue).joined(separator: ",")
            if endedAsPrescribed { return parts.isEmpty ? "exit 2" : parts + ",exit 2" }
            return parts.isEmpty ? "ok" : parts
        }
    }
}
