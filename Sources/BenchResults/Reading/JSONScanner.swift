import Cells

/// Goes through a JSON text (RFC 8259) once and keeps only the arrays and objects that are open.
struct JSONScanner {
    var cursor: JSONCursor
    private var open: [Container] = []
    private var values = 0
    /// Whether NaN and infinities are taken, as Google Benchmark writes them.
    private let takesWords: Bool
    /// Where they are.
    private(set) var words: [Range<Int>] = []
    /// Where the elements of arrays begin that are members of the whole document, by the member's name.
    private(set) var elements: [String: [Int]] = [:]
    /// Names of the members of the whole document.
    private(set) var members: Set<String> = []
    private var member = ""

    /// An array or object whose end has not come yet.
    private struct Container {
        let isObject: Bool
        var isEmpty = true
        var keys: Set<String> = []
    }

    /// Of a text from which `omitted` values were taken, which count all the same.
    init(_ bytes: UnsafeRawBufferPointer, takesWords: Bool = false, omitted: Int = 0) {
        cursor = JSONCursor(bytes)
        values = omitted
        self.takesWords = takesWords
    }

    /// The whole text: one value and nothing after it.
    mutating func document() throws(JSONFault) {
        if cursor.bytes.isEmpty { throw cursor.fault("the file is empty") }
        if cursor.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw cursor.fault("a byte order mark is before the JSON: remove it")
        }
        try value()
        while !open.isEmpty { try part() }
        cursor.skipSpace()
        if !cursor.isAtEnd { throw cursor.fault("there is text after the JSON document") }
    }

    /// A whole number, string or literal, or the start of an array or object.
    private mutating func value() throws(JSONFault) {
        cursor.skipSpace()
        values += 1
        if values > JSONGuard.mostValues {
            throw cursor.fault("it has over \(JSONGuard.mostValues) values")
        }
        guard let byte = cursor.next else { throw cursor.fault("it ends where a value should be") }
        if let word = cursor.notFinite {
            guard takesWords else { throw cursor.fault("\(word) is not JSON") }
            words.append(cursor.position..<(cursor.position + word.utf8.count))
            cursor.position += word.utf8.count
            return
        }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            if open.count == JSONGuard.deepestNesting {
                throw cursor.fault("it nests over \(JSONGuard.deepestNesting) deep")
            }
            open.append(Container(isObject: byte == UInt8(ascii: "{")))
            cursor.position += 1
        case UInt8(ascii: "\""): try cursor.checkedString()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try cursor.number()
        case UInt8(ascii: "t"): try cursor.literal("true")
        case UInt8(ascii: "f"): try cursor.literal("false")
        case UInt8(ascii: "n"): try cursor.literal("null")
        default: throw cursor.fault("no JSON value begins here")
        }
    }

    /// The next element or member of the innermost array or object, or its end.
    private mutating func part() throws(JSONFault) {
        cursor.skipSpace()
        let last = open.count - 1
        let isObject = open[last].isObject
        if cursor.next == UInt8(ascii: isObject ? "}" : "]") {
            cursor.position += 1
            let container = open.removeLast()
            if open.isEmpty { members = container.keys }
            return
        }
        if !open[last].isEmpty {
            try cursor.expect(",", "it ends within an \(isObject ? "object" : "array")")
        }
        open[last].isEmpty = false
        if isObject { try key(of: last) }
        if !isObject && last == 1 {
            cursor.skipSpace()
            elements[member, default: []].append(cursor.position)
        }
        try value()
    }

    private mutating func key(of container: Int) throws(JSONFault) {
        cursor.skipSpace()
        let start = cursor.position
        guard cursor.next == UInt8(ascii: "\"") else { throw cursor.fault("no member name begins here") }
        let key = try cursor.string()
        if container == 0 { member = key }
        if !open[container].keys.insert(key).inserted {
            throw JSONFault(offset: start, what: "the member \"\(Legible.text(key))\" is there twice")
        }
        if open[container].keys.count > JSONGuard.mostMembers {
            throw JSONFault(offset: start, what: "an object has over \(JSONGuard.mostMembers) members")
        }
        cursor.skipSpace()
        try cursor.expect(":", "it ends within an object")
    }
}
