import FoundationEssentials

/// JSON that is printed as well as stored.
enum JSONText {
    /// The same document with every character that nobody sees written as `\\u` and its code: one of them
    /// (U+009B) begins a command to a terminal, others turn the direction of the text. Outside strings there are
    /// none, so nothing changes for who reads it as JSON.
    static func visible(_ json: Data) -> Data {
        guard json.contains(where: { $0 >= 0x7F }) else { return json }
        var result: [UInt8] = []
        result.reserveCapacity(json.count)
        for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
            if scalar.value < 0x7F || Legible.isVisible(scalar) {
                result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            } else {
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                    let code = String(unit, radix: 16)
                    result += "\\u\(String(repeating: "0", count: 4 - code.count))\(code)".utf8
                }
            }
        }
        return Data(result)
    }
}
