import Cells
import FoundationEssentials

/// Decodes untrusted JSON. One pass over the text, linear in time and without recursion, refuses what a
/// decoder would waste memory on, silently skip, or misread.
///
/// Measured with the decoder of Swift 6.3's Foundation: it silently takes the first of two members with
/// the same name, reads UTF-16, skips bytes that are not UTF-8 and names no place in what is not JSON; and
/// 256 MiB of `[],[],…` in a member that nobody asked for cost it 30 s and 4.6 GB.
public enum JSONGuard {
    /// Largest file that is read, in bytes. A standard run's result has less than 1 MB.
    public static let largestFile = 64 << 20
    /// Deepest nesting of arrays and objects. Results nest 9 deep.
    public static let deepestNesting = 64
    /// Most numbers, strings, literals, arrays and objects together.
    public static let mostValues = 10_000_000
    /// Most members of one object.
    public static let mostMembers = 10_000
    /// Longest number, in bytes. The longest that an encoder of doubles writes has 24.
    public static let longestNumber = 64

    /// Checks a whole document.
    ///
    /// - Throws: the first fault.
    static func check(_ bytes: UnsafeRawBufferPointer, omitted: Int = 0) throws(JSONFault) {
        var scanner = JSONScanner(bytes, omitted: omitted)
        try scanner.document()
    }

    /// The names of the members of a document, in which NaN and infinities are taken for numbers.
    static func members(of text: Data) -> Result<Set<String>, JSONProblem> {
        scanned(text).map(\.members)
    }

    private static func scanned(_ text: Data) -> Result<JSONScanner, JSONProblem> {
        text.withUnsafeBytes { bytes -> Result<JSONScanner, JSONProblem> in
            var scanner = JSONScanner(bytes, takesWords: true)
            do throws(JSONFault) {
                try scanner.document()
                return .success(scanner)
            } catch {
                return .failure(JSONProblem(description: error.description(in: bytes)))
            }
        }
    }

    /// Decodes a text, or says on one line why it cannot be decoded and where. Of an excerpt, the values that were
    /// `omitted` count as well.
    static func decode<Value: Decodable>(
        _ type: Value.Type, from text: Data, omitted: Int = 0
    ) -> Result<Value, JSONProblem> {
        let fault = text.withUnsafeBytes { bytes -> String? in
            do throws(JSONFault) {
                try check(bytes, omitted: omitted)
                return nil
            } catch {
                return error.description(in: bytes)
            }
        }
        if let fault { return .failure(JSONProblem(description: fault)) }
        return decodeChecked(type, from: text)
    }

    /// A document in which numbers may be NaN or infinite, as Google Benchmark writes them: these are strings
    /// in what is returned, as long as they were. Further the lines of the elements of one of its arrays.
    static func decode<Value: Decodable>(
        _ type: Value.Type, withWordsIn text: Data, linesOf member: String
    ) -> Result<(value: Value, lines: [Int]), JSONProblem> {
        var text = text
        let scanner: JSONScanner
        switch scanned(text) {
        case .success(let done): scanner = done
        case .failure(let problem): return .failure(problem)
        }
        var lines: [Int] = []
        var (line, place) = (1, 0)
        for start in scanner.elements[member] ?? [] {
            let from = text.startIndex
            line += text[(from + place)..<(from + start)].count { $0 == UInt8(ascii: "\n") }
            place = start
            lines.append(line)
        }
        for word in scanner.words {
            text[text.startIndex + word.lowerBound] = UInt8(ascii: "\"")
            text[text.startIndex + word.upperBound - 1] = UInt8(ascii: "\"")
        }
        return decodeChecked(type, from: text).map { ($0, lines) }
    }

    /// The same for a text that `check` has accepted.
    static func decodeChecked<Value: Decodable>(
        _ type: Value.Type, from text: Data
    ) -> Result<Value, JSONProblem> {
        do {
            return .success(try JSONDecoder().decode(type, from: text))
        } catch let error as DecodingError {
            return .failure(JSONProblem(description: Legible.text(error.place)))
        } catch {
            return .failure(JSONProblem(description: Legible.text("\(error)")))
        }
    }
}

/// Why a text could not be decoded: one line, with the place.
struct JSONProblem: Error, CustomStringConvertible {
    let description: String
}

extension DecodingError {
    /// Where in the document it went wrong, and how, on one line.
    fileprivate var place: String {
        let (context, what): (Context, String) =
            switch self {
            case .typeMismatch(let type, let context): (context, "is not a \(type)")
            case .valueNotFound(let type, let context): (context, "is null, not a \(type)")
            case .keyNotFound(let key, let context): (context, "has no member \(key.stringValue)")
            case .dataCorrupted(let context): (context, context.debugDescription)
            @unknown default: (Context(codingPath: [], debugDescription: ""), "is malformed")
            }
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? "." + $0.stringValue }
        return (path.isEmpty ? "the document" : path.joined()) + " " + what
    }
}
