/// A value that is written as null when it is absent, instead of being left out, so that readers of a result
/// can tell "not measured" from "another version of the document".
@propertyWrapper
public struct Nullable<Value: Codable & Sendable>: Codable, Sendable {
    /// The value, or nil.
    public var wrappedValue: Value?

    /// Wraps a value.
    public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    /// Reads the value or null.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
    }

    /// Writes the value or null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}

extension Nullable: Equatable where Value: Equatable {}

extension KeyedDecodingContainer {
    /// A missing member is absent as well: the document may be older than the member.
    public func decode<Value>(
        _ type: Nullable<Value>.Type, forKey key: Key
    ) throws -> Nullable<Value> {
        Nullable(wrappedValue: try decodeIfPresent(Value.self, forKey: key))
    }

    // Results have thousands of these, and decoders have ways of their own for the plain types, which are not taken by
    // what is generic: together with the numbers of samples that was a quarter of the time of reading a result.

    /// The same of a number.
    public func decode(_ type: Nullable<Double>.Type, forKey key: Key) throws -> Nullable<Double> {
        Nullable(wrappedValue: try decodeIfPresent(Double.self, forKey: key))
    }

    /// The same of a whole number.
    public func decode(_ type: Nullable<Int>.Type, forKey key: Key) throws -> Nullable<Int> {
        Nullable(wrappedValue: try decodeIfPresent(Int.self, forKey: key))
    }

    /// The same of a count.
    public func decode(_ type: Nullable<UInt64>.Type, forKey key: Key) throws -> Nullable<UInt64> {
        Nullable(wrappedValue: try decodeIfPresent(UInt64.self, forKey: key))
    }

    /// The same of a text.
    public func decode(_ type: Nullable<String>.Type, forKey key: Key) throws -> Nullable<String> {
        Nullable(wrappedValue: try decodeIfPresent(String.self, forKey: key))
    }
}
