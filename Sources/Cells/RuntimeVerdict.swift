/// What a scenario says about a real runtime, seen from outside: its bounds cannot be read.
///
/// Every verdict has exactly one text, which results store and tables print.
public enum RuntimeVerdict: Hashable, Sendable {
    /// Every callback with room returned, and no overflow went unnoticed: `ok`.
    case ok
    /// A callback with room was abandoned, or ended the process: `refused`.
    case refused
    /// It ran past the end of a stack and did not say so: `unnoticed`.
    case unnoticed
    /// The scenario did not end before its deadline: `hung`.
    case hung
    /// The process ended in another way: `died`.
    case died
    /// The scenario cannot be played here, or not with this runtime: `unavailable`.
    case unavailable
    /// The scenario did not do what it claims to do, which says nothing about the runtime: `failed`.
    case failed
    /// A text that this version does not know, from a file of another version.
    case other(String)

    /// The verdicts of this version, in the order of legends.
    public static let known: [RuntimeVerdict] = [
        .ok, .refused, .unnoticed, .hung, .died, .unavailable, .failed,
    ]
}

extension RuntimeVerdict: CustomStringConvertible, Codable {
    /// The text in results and tables.
    public var description: String {
        switch self {
        case .ok: "ok"
        case .refused: "refused"
        case .unnoticed: "unnoticed"
        case .hung: "hung"
        case .died: "died"
        case .unavailable: "unavailable"
        case .failed: "failed"
        case .other(let text): text
        }
    }

    /// Reads a text. One that is not exactly that of a known verdict is kept as it is.
    public init(_ text: String) {
        self = Self.known.first { $0.description == text } ?? .other(text)
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
