import Statistics

/// Damages a JSON text at random: bytes, pieces, and (most of the time) single values, so that many of the
/// texts are still JSON and get past the first check.
struct Mutations {
    private var random: SeededGenerator
    private static let values = [
        "0", "-1", "1", "-0.0", "0.5", "1e308", "-1e308", "5e-324", "1e999", "9223372036854775807",
        "-9223372036854775808", "18446744073709551615", "99999999999999999999", "null", "true", "\"\"",
        "\"\\u0000\"", "\"a,b\\n\\\"c\"", "[]", "{}", "[0]", "NaN",
    ].map { Array($0.utf8) }

    init(seed: UInt64) { random = SeededGenerator(seed: seed, stream: "mutations") }

    mutating func next(of text: [UInt8]) -> [UInt8] {
        var text = text
        for _ in 0...Int.random(in: 0..<3, using: &random) {
            let place = Int.random(in: 0..<max(1, text.count), using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0: text[place] = UInt8.random(in: 0...255, using: &random)
            case 1: text.removeSubrange(place..<min(text.count, place + 20))
            case 2: text.insert(contentsOf: text[place..<min(text.count, place + 50)], at: place)
            case 3: text.removeLast(text.count / 3)
            default: replaceValue(after: place, in: &text)
            }
            if text.isEmpty { return text }
        }
        return text
    }

    /// Replaces what is between a colon or comma and the next comma or bracket by another value.
    private mutating func replaceValue(after place: Int, in text: inout [UInt8]) {
        let ends = Array(",]}".utf8)
        guard let start = text[place...].firstIndex(where: { $0 == UInt8(ascii: ":") }),
            let end = text[start...].firstIndex(where: ends.contains), start + 1 < end
        else { return }
        text.replaceSubrange((start + 1)..<end, with: Self.values.randomElement(using: &random) ?? [])
    }
}
