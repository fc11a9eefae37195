/// What a strategy can get wrong.
public enum Fault: String, Codable, Sendable, CaseIterable {
    /// The recorded low end is below the stack's: an overflow runs into foreign memory unnoticed.
    case lowTooLow = "U"
    /// A healthy callback is aborted although there is room.
    case spuriousAbort = "S"
    /// The recorded high end is wrong: scanning or a traceback leaves the stack.
    case highWrong = "H"
    /// The bounds are those of an earlier stack.
    case stale = "T"
    /// A corrupt SP is accepted.
    case corruptionAccepted = "C"
    /// Nothing is aborted, but work is put off for good, or what a callback held is never given back.
    case deferred = "D"

    /// What the letter stands for, for legends.
    public var meaning: String {
        switch self {
        case .lowTooLow: "an overflow runs past the low end of the stack unnoticed"
        case .spuriousAbort: "a healthy callback is aborted although there is room"
        case .highWrong: "the recorded high end is wrong, so scanning leaves the stack"
        case .stale: "the recorded bounds are those of another stack"
        case .corruptionAccepted: "a corrupt SP is accepted"
        case .deferred:
            "nobody dies, but work is put off for good or what a callback held is never given back: memory grows"
        }
    }
}
