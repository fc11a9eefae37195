import FoundationEssentials

/// Values as JSON text and back, with sorted keys.
package enum JSON {
    package static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    package static func value<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws
        -> Value
    {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    package static func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
        try self.value(text(value))
    }
}
