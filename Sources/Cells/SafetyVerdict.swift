/// What a scenario says about a strategy: one entry of the safety matrix.
///
/// Every verdict has exactly one text, which results store and tables print. Code compares verdicts, never
/// texts.
public enum SafetyVerdict: Hashable, Sendable {
    /// Every callback did what it should, and every overflow was caught: `ok`.
    case ok
    /// It showed these faults, at least one, in the order U S H T C D: `U,H`.
    case faults([Fault])
    /// The process ended as Go 1.21.1's rule prescribes, by exit status 2 with its message, possibly after
    /// faults: `exit 2` or `U,exit 2`. Real Go ends in the same place but dies while it prints the message:
    /// by SIGABRT in a C program, with status 2 only in a Go program (`docs/model.md`).
    case prescribedExit(after: [Fault] = [])
    /// The scenario did not end before its deadline: `hung`.
    case hung
    /// The scenario cannot run on this machine, or was not played as the strategy hung in others: `unavailable`.
    case unavailable
    /// The scenario did not do what it claims to do, which says nothing about the strategy: `failed`.
    case failed
    /// A text that this version does not know, from a file of another version.
    case other(String)

    /// The verdict on a scenario that ended in a way that can be judged.
    ///
    /// - Parameters:
    ///   - faults: what the strategy got wrong, in any order.
    ///   - endedAsPrescribed: whether the process ended as Go 1.21.1's rule prescribes.
    public init(faults: [Fault], endedAsPrescribed: Bool) {
        let faults = Fault.allCases.filter(faults.contains)
        self =
            endedAsPrescribed ? .prescribedExit(after: faults) : faults.isEmpty ? .ok : .faults(faults)
    }

    /// Whether the scenario ran, whatever the outcome.
    public var wasPlayed: Bool { self != .unavailable }

    /// Whether it says something about the strategy.
    public var isJudged: Bool { wasPlayed && self != .failed }

    /// Whether it counts among the scenarios that are not `ok`.
    public var isFaulty: Bool { wasPlayed && self != .ok }
}

extension SafetyVerdict: CustomStringConvertible, Codable {
    private static let exit = "exit 2"

    /// The text in results and tables.
    public var description: String {
        switch self {
        case .ok: "ok"
        case .faults(let faults): faults.map(\.rawValue).joined(separator: ",")
        case .prescribedExit(let faults): (faults.map(\.rawValue) + [Self.exit]).joined(separator: ",")
        case .hung: "hung"
        case .unavailable: "unavailable"
        case .failed: "failed"
        case .other(let text): text
        }
    }

    /// Reads a text. A text that is not exactly that of a known verdict is kept as it is.
    public init(_ text: String) {
        let parts = text.split(separator: ",").map(String.init)
        let judged = SafetyVerdict(
            faults: parts.compactMap(Fault.init), endedAsPrescribed: parts.last == Self.exit)
        let known: [SafetyVerdict] = [judged, .hung, .unavailable, .failed]
        self = known.first { $0.description == text } ?? .other(text)
    }

    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
