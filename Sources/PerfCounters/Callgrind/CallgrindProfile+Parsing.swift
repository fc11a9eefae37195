extension CallgrindProfile {
    /// The text is not a whole profile in callgrind's format.
    public struct ParsingError: Error, Hashable, CustomStringConvertible {
        /// The line, counting from 1, and what is wrong with it.
        public let description: String
    }

    /// Reads a profile in callgrind's format, version 1, with one part.
    ///
    /// The format is described in valgrind's manual, "Callgrind Format Specification". A name is given with a
    /// number once, and by the number alone afterwards. A line of costs belongs to the function last named by
    /// `fn=`. The line after `calls=` is the cost of the call in the callee, whose own lines contain it too.
    ///
    /// - Throws: ``ParsingError`` if the text is cut short, or its functions do not add up to its total.
    public init(parsing text: String) throws(ParsingError) {
        var parser = Parser()
        var number = 0
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard parser.read(line) else {
                throw ParsingError(description: "line \(number): \(Substring(line).prefix(60))")
            }
        }
        guard let totals = parser.totals, !parser.events.isEmpty else {
            throw ParsingError(description: "line \(number): the file ends before the totals")
        }
        self.init(
            events: parser.events, creator: parser.creator, caches: parser.caches, totals: totals,
            functions: parser.functions, instructions: parser.instructions, calls: parser.calls)
        guard functionsAddUp else {
            throw ParsingError(description: "line \(number): the functions do not add up to the totals")
        }
    }

    private var functionsAddUp: Bool {
        var sums = [UInt64](repeating: 0, count: events.count)
        for costs in functions.values {
            for (index, cost) in costs.enumerated() { sums[index] &+= cost }
        }
        return sums == totals
    }
}

/// The state of reading a profile, line by line.
private struct Parser {
    var events: [String] = []
    var creator = ""
    var caches: [String] = []
    var totals: [UInt64]?
    var functions: [CallgrindProfile.Function: [UInt64]] = [:]
    var instructions: [CallgrindProfile.Instruction: [UInt64]] = [:]
    var calls: [String: UInt64] = [:]
    /// Addresses come before lines, if there are any.
    private var hasAddresses = false
    private var address: UInt64 = 0
    private var callee = "???"
    private var names: [Substring: String] = [:]
    private var objects: [Substring: String] = [:]
    private var object = "???"
    private var symbol = "???"
    private var isCallCost = false

    /// Returns false if the line does not belong to the format.
    mutating func read(_ line: Substring.UTF8View) -> Bool {
        guard let first = line.first else { return true }
        let isCost = first == UInt8(ascii: "+") || first == UInt8(ascii: "-") || first == UInt8(ascii: "*")
        if isCost || (first >= UInt8(ascii: "0") && first <= UInt8(ascii: "9")) { return readCosts(line) }
        let text = Substring(line)
        if let (key, value) = Self.parts(text, at: "=") { return readSpecification(key, value) }
        if let (key, value) = Self.parts(text, at: ":") { return readHeader(key, value) }
        return text.hasPrefix("#")
    }

    /// The parts before and after the first separator, if a word precedes it.
    private static func parts(_ line: Substring, at separator: Character) -> (Substring, Substring)? {
        guard let index = line.firstIndex(of: separator),
            line[..<index].allSatisfy({ $0.isLetter })
        else { return nil }
        return (line[..<index], line[line.index(after: index)...].drop { $0 == " " })
    }

    private mutating func readHeader(_ key: Substring, _ value: Substring) -> Bool {
        switch key {
        case "version": return value == "1"
        case "creator": creator = String(value)
        case "events":
            // Costs are in their order, so they come once, and first.
            guard events.isEmpty else { return false }
            events = value.split(separator: " ").map(String.init)
        case "desc":
            let isCache = ["I1 cache: ", "D1 cache: ", "LL cache: "].contains { value.hasPrefix($0) }
            if isCache { caches.append(String(value)) }
        case "summary", "totals":
            let costs = value.split(separator: " ").map { UInt64($0) }
            guard !costs.isEmpty, costs.count <= events.count, !costs.contains(nil) else { return false }
            // Trailing zeros may be left out.
            totals = events.indices.map { costs.indices.contains($0) ? costs[$0] ?? 0 : 0 }
        case "part": return value == "1"
        case "positions": hasAddresses = value == "instr line"
        default: break
        }
        return true
    }

    private mutating func readSpecification(_ key: Substring, _ value: Substring) -> Bool {
        switch key {
        case "ob": object = Self.name(value, in: &objects) ?? object
        case "fn": symbol = Self.name(value, in: &names).map(Self.withoutRecursion) ?? symbol
        case "cob": return Self.name(value, in: &objects) != nil
        case "cfn":
            guard let name = Self.name(value, in: &names) else { return false }
            callee = Self.withoutRecursion(name)
        case "calls":
            guard let count = UInt64(value.prefix { $0 != " " }) else { return false }
            let (sum, isTooLarge) = calls[callee, default: 0].addingReportingOverflow(count)
            guard !isTooLarge else { return false }
            calls[callee] = sum
            isCallCost = true
        default: break  // files and jumps: lines are not distinguished
        }
        return true
    }

    /// `(3) name` defines a name, `(3)` refers to it; nil for a number that was not defined.
    private static func name(
        _ value: Substring, in names: inout [Substring: String]
    ) -> String? {
        guard value.first == "(", let close = value.firstIndex(of: ")") else { return String(value) }
        let number = value[...close]
        let rest = value[value.index(after: close)...].drop { $0 == " " }
        if rest.isEmpty { return names[number] }
        names[number] = String(rest)
        return String(rest)
    }

    /// Callgrind marks levels of recursion with `'2` and so on.
    private static func withoutRecursion(_ symbol: String) -> String {
        guard let mark = symbol.lastIndex(of: "'"), mark != symbol.startIndex,
            symbol[symbol.index(after: mark)...].allSatisfy(\.isNumber)
        else { return symbol }
        return String(symbol[..<mark])
    }

    /// A line, or an address and a line, and one cost per event; trailing zeros may be left out.
    private mutating func readCosts(_ line: Substring.UTF8View) -> Bool {
        let words = line.split(separator: UInt8(ascii: " "))
        if hasAddresses {
            guard words.count > 1, let next = Self.address(Substring(words[0]), after: address) else {
                return false
            }
            address = next
        }
        let fields = words.dropFirst(hasAddresses ? 2 : 1).map { UInt64(Substring($0)) }
        guard !events.isEmpty, fields.count <= events.count, !fields.contains(nil) else { return false }
        if isCallCost {
            isCallCost = false
            return true
        }
        let function = CallgrindProfile.Function(symbol: symbol, object: object)
        let none = [UInt64](repeating: 0, count: events.count)
        for (index, cost) in fields.enumerated() { functions[function, default: none][index] &+= cost ?? 0 }
        guard hasAddresses else { return true }
        let instruction = CallgrindProfile.Instruction(function: function, address: address)
        for (index, cost) in fields.enumerated() {
            instructions[instruction, default: none][index] &+= cost ?? 0
        }
        return true
    }

    /// `0x57e9d0`, or the way from the address before: `+3`, `-5`, `*` for none.
    private static func address(_ word: Substring, after last: UInt64) -> UInt64? {
        if word == "*" { return last }
        if word.hasPrefix("0x") { return UInt64(word.dropFirst(2), radix: 16) }
        guard let way = UInt64(word.dropFirst()) else { return nil }
        return word.hasPrefix("-") ? last &- way : last &+ way
    }
}
