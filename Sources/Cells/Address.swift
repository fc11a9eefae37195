/// An address, written in JSON as `"0x7f…"`, because many JSON readers keep only 53 bits of a number.
public struct Address: Codable, Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The address.
    public let value: UInt

    /// Wraps an address.
    public init(_ value: UInt) { self.value = value }

    /// Reads `0x` and hexadecimal digits.
    public init?(hexadecimal text: some StringProtocol) {
        guard text.hasPrefix("0x"), let value = UInt(text.dropFirst(2), radix: 16) else { return nil }
        self.value = value
    }

    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let address = Address(hexadecimal: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "is not an address")
        }
        self = address
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// `0x` and hexadecimal digits.
    public var description: String { "0x" + String(value, radix: 16) }

    /// Compares the addresses as numbers.
    public static func < (a: Address, b: Address) -> Bool { a.value < b.value }
}
