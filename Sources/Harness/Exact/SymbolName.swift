import CHarnessSupport
import CLibrary

/// A symbol as people read it: C names as they are, Swift's demangled, without types.
struct SymbolName {
    let text: String

    init(_ symbol: String) {
        guard symbol.hasPrefix("$s"), let name = Self.demangled(symbol) else {
            text = symbol
            return
        }
        text = Self.withoutTypes(name)
    }

    /// A mangled symbol, given without its `$s`, demangled with its types, so that no two symbols are the
    /// same.
    static func whole(_ rest: Substring) -> String { demangled("$s\(rest)") ?? "$s\(rest)" }

    /// Uses the Swift runtime's own function, which is in the program.
    private static func demangled(_ symbol: String) -> String? {
        guard let name = swift_demangle(symbol, symbol.utf8.count, nil, nil, 0) else { return nil }
        defer { free(name) }
        return String(cString: name)
    }

    /// `@objc closure #1 (Swift.UInt) -> () in variable initialization expression of static (extension in
    /// BoundsStrategies):CallbackRuntime.BoundsStrategy.(update in _3F) : @convention(c) (Swift.UInt) -> ()`
    /// is `C entry of closure #1 in BoundsStrategy.update`.
    private static func withoutTypes(_ name: String) -> String {
        let isForC = name.hasPrefix("@objc ")
        var rest = isForC ? name.dropFirst("@objc ".count) : name[...]
        var kept = ""
        // A private name is in brackets, like everything else that can be left out.
        while let open = rest.firstIndex(where: { "([<{".contains($0) }) {
            kept += rest[..<open]
            let content = bracketed(rest[open...])
            if let end = content.firstRange(of: " in _"), kept.last == "." {
                kept += content[content.index(after: content.startIndex)..<end.lowerBound]
            }
            rest = rest[content.endIndex...]
        }
        kept += rest
        if let type = kept.firstRange(of: " : ") { kept.removeSubrange(type.lowerBound...) }
        var words: [String] = []
        var isResult = false
        for word in kept.split(separator: " ") where !noise.contains(word) {
            if word == "in" || !(isResult || word == "->") { words.append(withoutModule(word)) }
            isResult = word == "->"
        }
        return (isForC ? "C entry of " : "") + words.joined(separator: " ")
    }

    /// Without the module, and without what an extension's brackets left.
    private static func withoutModule(_ word: Substring) -> String {
        let parts = word.drop { $0 == ":" }.split(separator: ".")
        return parts.count > 2 ? parts.dropFirst().joined(separator: ".") : String(word)
    }

    private static let noise: Set<Substring> = [
        "throws", "async", "static", "variable", "initialization", "expression", "of",
    ]

    /// From an opening bracket to the matching one. The arrow of a function type closes nothing.
    private static func bracketed(_ text: Substring) -> Substring {
        var depth = 0
        var last: Character = " "
        for index in text.indices {
            let character = text[index]
            if "([<{".contains(character) { depth += 1 }
            if ")]}".contains(character) || (character == ">" && last != "-") { depth -= 1 }
            if depth == 0 { return text[...index] }
            last = character
        }
        return text
    }
}
