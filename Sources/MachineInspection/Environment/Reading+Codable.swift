private enum UnavailableKey: String, CodingKey {
    case unavailable
}

extension Reading: Encodable where Value: Encodable {
    /// Writes the value itself, or `{"unavailable": "<reason>"}`. A number that JSON does not have is
    /// written as unavailable.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .value(let number as Double) where !number.isFinite:
            try Reading.unavailable("\(number) is not a number that JSON has").encode(to: encoder)
        case .value(let value):
            var container = encoder.singleValueContainer()
            try container.encode(value)
        case .unavailable(let reason):
            var container = encoder.container(keyedBy: UnavailableKey.self)
            try container.encode(reason, forKey: .unavailable)
        }
    }
}

extension Reading: Decodable where Value: Decodable {
    /// Reads what `encode(to:)` wrote.
    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: UnavailableKey.self),
            container.contains(.unavailable)
        {
            self = .unavailable(try container.decode(String.self, forKey: .unavailable))
        } else {
            self = .value(try decoder.singleValueContainer().decode(Value.self))
        }
    }
}
