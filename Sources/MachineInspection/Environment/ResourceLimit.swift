/// A limit on a resource of the process, as getrlimit(2) gives it.
public enum ResourceLimit: Sendable, Equatable {
    /// This many bytes.
    case bytes(UInt64)
    /// No limit.
    case infinity
}

extension ResourceLimit: Codable {
    /// Writes the number of bytes, or the string `"infinity"`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .bytes(let bytes): try container.encode(bytes)
        case .infinity: try container.encode("infinity")
        }
    }

    /// Reads what `encode(to:)` wrote.
    ///
    /// - Throws: `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            guard text == "infinity" else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "a limit is a number of bytes or \"infinity\"")
            }
            self = .infinity
        } else {
            self = .bytes(try container.decode(UInt64.self))
        }
    }
}
