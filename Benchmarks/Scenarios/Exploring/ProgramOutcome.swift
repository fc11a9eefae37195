import Cells
import ForeignStacks

/// What went wrong in a program, and where.
public struct ProgramFault: Hashable, Sendable {
    /// How it shows.
    public enum Kind: String, Codable, Sendable, CaseIterable, Hashable {
        /// An overflow runs past the low end, or would.
        case lowTooLow = "U"
        /// A healthy callback is aborted.
        case spuriousAbort = "S"
        /// The high end is wrong.
        case highWrong = "H"
        /// The bounds are those of another stack.
        case stale = "T"
        /// Work is put off for good, or what a callback held is never given back.
        case deferred = "D"
        /// The process ends as Go 1.21.1's rule prescribes.
        case prescribedExit = "exit 2"
        /// It does not end.
        case hung
        /// It ends in a way that no rule explains: the strategy's code crashes.
        case crashed

        init?(_ fault: Fault) {
            self.init(rawValue: fault.rawValue)
        }
    }

    /// How it shows.
    public let kind: Kind
    /// The stack of the callback in which it does.
    public let place: ExploredPlace
    /// Whether the process ended with the message and status of a refused callback.
    public let isRefusal: Bool

    /// A fault.
    public init(_ kind: Kind, on place: ExploredPlace, isRefusal: Bool = false) {
        (self.kind, self.place, self.isRefusal) = (kind, place, isRefusal)
    }
}

/// What came of a program.
public struct ProgramOutcome: Sendable, Equatable {
    /// Each fault once, with the reason that the judge gives.
    public var faults: [(fault: ProgramFault, reason: String)]
    /// Whether the process ended before the program was through, so that no longer one that begins with it
    /// shows anything else.
    public var isDead: Bool

    /// An outcome.
    public init(faults: [(fault: ProgramFault, reason: String)] = [], isDead: Bool = false) {
        self.faults = faults
        self.isDead = isDead
    }

    /// Whether the same faults have the same reasons.
    public static func == (a: ProgramOutcome, b: ProgramOutcome) -> Bool {
        a.isDead == b.isDead && a.faults.map(\.fault) == b.faults.map(\.fault)
            && a.faults.map(\.reason) == b.faults.map(\.reason)
    }

    /// What a judgement says of a program.
    ///
    /// - Parameters:
    ///   - judgement: the judge's.
    ///   - evidence: what it rests on.
    ///   - ending: how the process ended.
    ///   - places: the stack of each callback, from step 1.
    init(_ judgement: Judgement, _ evidence: Evidence, _ ending: Ending, places: [ExploredPlace]) {
        self.init(isDead: !evidence.isComplete)
        func reason(_ text: String, _ step: UInt32?) -> String {
            let truth = evidence.steps.first { $0.expectation.step == step }?.truth
            return truth.map { text.withAddresses(from: $0) } ?? text
        }
        func place(_ step: UInt32?) -> ExploredPlace {
            guard let step, step > 0, step <= places.count else { return places.last ?? .own }
            return places[Int(step) - 1]
        }
        let last = evidence.running?.expectation.step
        let running = place(last)
        for finding in judgement.findings {
            guard let kind = ProgramFault.Kind(finding.fault) else { continue }
            // What is lost is lost on no stack in particular.
            add(
                ProgramFault(
                    kind, on: kind == .deferred ? .own : place(finding.step),
                    isRefusal: kind == .spuriousAbort && ending == .exit(2)),
                reason(finding.reason, finding.step))
        }
        switch judgement.outcome {
        case .hung: add(ProgramFault(.hung, on: running), reason(judgement.reason, last))
        case .failed(let text): add(ProgramFault(.crashed, on: running), reason(text, last))
        case .unavailable: break
        case .judged:
            if judgement.endedAsPrescribed {
                add(
                    ProgramFault(.prescribedExit, on: running, isRefusal: true),
                    reason(judgement.reason, last))
            }
        }
    }

    private mutating func add(_ fault: ProgramFault, _ reason: String) {
        if !faults.contains(where: { $0.fault == fault }) { faults.append((fault, reason)) }
    }
}

extension String {
    /// The text with each address as its distance from the ends of a stack, so that it is the same in every run.
    func withAddresses(from stack: ForeignStack) -> String {
        replacing(/0x[0-9a-f]+/) { match in
            guard let address = Address(hexadecimal: match.output)?.value else { return String(match.output) }
            if address > stack.hi, address - stack.hi < Self.near { return "H+\(address - stack.hi)" }
            if address < stack.lo, stack.lo - address < Self.near { return "L-\(stack.lo - address)" }
            return stack.lo...stack.hi ~= address ? "L+\(address - stack.lo)" : "far away"
        }
    }

    private static let near: UInt = 256 << 10
}
