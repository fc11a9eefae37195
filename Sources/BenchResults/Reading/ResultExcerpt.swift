import FoundationEssentials

/// The text of a result without most of what was measured in single processes, for readers that need no more of a cell
/// than its cost: a fifth of the text, and what takes most of a decoder's time is gone.
///
/// Only what a reader of the whole text is certain to take is left out: what our encoder writes, spelled as it spells
/// it, in ranges in which nothing contradicts itself. Everything else stays, so that a text is refused if and only if its
/// excerpt is.
struct ResultExcerpt {
    /// The shorter text.
    private(set) var text: Data
    /// Values of the whole text that are not in it.
    private(set) var omitted = 0

    /// Nil for a text of another form.
    init?(of whole: Data) {
        text = Data(capacity: whole.count / 3)
        let isTaken = whole.withUnsafeBytes { bytes -> Bool in
            var plain = PlainText(bytes, at: 0)
            guard plain.text("{\"cells\":[") else { return false }
            take(bytes, from: plain.position)
            return true
        }
        if !isTaken { return nil }
    }

    /// Goes through the array of cells with an eye on strings, and on how deep it is. In a text that is not JSON it may lose
    /// its way, but what it leaves out is whole values then as well, and the fault is among the rest.
    private mutating func take(_ bytes: UnsafeRawBufferPointer, from start: Int) {
        var (position, taken, depth) = (start, 0, 2)
        while position < bytes.count, depth >= 2 {
            switch bytes[position] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "\""):
                let name = position
                position = Self.end(ofStringAt: name, in: bytes)
                if depth == 3, let (value, form) = Self.member(named: name..<position, in: bytes) {
                    var plain = PlainText(bytes, at: value)
                    if form.isThere(&plain) {
                        text.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[taken..<value]))
                        text.append(contentsOf: form.instead.utf8)
                        omitted += plain.values
                        (position, taken) = (plain.position, plain.position)
                    }
                }
                continue
            default: break
            }
            position += 1
        }
        text.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[taken...]))
    }

    private static func end(ofStringAt start: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        var position = start + 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(position + 1, bytes.count)
    }

    /// A value that may be left out.
    private struct Form: Sendable {
        let isThere: @Sendable (inout PlainText) -> Bool
        /// What takes its place.
        let instead: String
    }

    private static func member(
        named name: Range<Int>, in bytes: UnsafeRawBufferPointer
    ) -> (value: Int, form: Form)? {
        func at(_ form: Form, _ text: StaticString) -> (value: Int, form: Form)? {
            var plain = PlainText(bytes, at: name.lowerBound)
            return plain.text(text) ? (plain.position, form) : nil
        }
        switch name.count {
        case 9: return at(latency, "\"latency\":")
        case 10: return at(counters, "\"counters\":")
        case 12: return at(replicates, "\"replicates\":") ?? at(netOfFloor, "\"netOfFloor\":")
        case 13: return at(ratioToBest, "\"ratioToBest\":")
        default: return nil
        }
    }

    /// `CellResult.replicates`: rounds in their order, so that none is there twice, and each with samples.
    private static let replicates = Form(
        isThere: { plain in
            guard plain.start("[") else { return false }
            var last = -1
            repeat {
                guard plain.start("{\"mappings\":"), plain.null() || plain.whole() != nil,
                    plain.text(",\"nanoseconds\":"), plain.start("[")
                else { return false }
                repeat { if plain.whole() == nil { return false } } while plain.text(",")
                guard plain.text("],\"round\":"), let round = plain.whole(), last < round, round < 1000,
                    plain.text("}")
                else { return false }
                last = round
            } while plain.text(",")
            return plain.text("]")
        }, instead: "[{\"nanoseconds\":[1],\"round\":0}]")

    /// `CellResult.counters`.
    private static let counters = Form(
        isThere: { plain in
            guard plain.start("[") else { return false }
            repeat {
                guard plain.start("{\"exact\":"), plain.null() || exactCount(&plain),
                    plain.text(",\"isScaled\":"), plain.flag(), plain.text(",\"name\":"), plain.string(),
                    plain.text(",\"perCallback\":"), plain.null() || plain.number(isNegative: true),
                    plain.text(",\"rawCount\":"), plain.null() || plain.whole() != nil,
                    plain.text(",\"reason\":"), plain.null() || plain.string(), plain.text("}")
                else { return false }
            } while plain.text(",")
            return plain.text("]")
        }, instead: "[]")

    private static func exactCount(_ plain: inout PlainText) -> Bool {
        guard plain.start("{\"callbacks\":"), let callbacks = plain.whole(), callbacks > 0 else {
            return false
        }
        return plain.text(",\"count\":") && plain.whole() != nil && plain.text("}")
    }

    /// `CellResult.latency`.
    private static let latency = Form(
        isThere: { plain in
            guard plain.start("{\"batch\":"), let batch = plain.whole(), batch > 0,
                plain.text(",\"clockCost\":"), plain.number(), plain.text(",\"count\":"),
                plain.whole() != nil, plain.text(",\"histogram\":"), plain.base64(), plain.text(",\"max\":"),
                plain.number()
            else { return false }
            for name in [",\"p50\":", ",\"p90\":", ",\"p99\":", ",\"p999\":"] as [StaticString] {
                guard plain.text(name), plain.null() || plain.number() else { return false }
            }
            return plain.text(",\"processes\":") && plain.whole() != nil && plain.text("}")
        }, instead: "null")

    /// `CellResult.netOfFloor`.
    private static let netOfFloor = Form(isThere: { estimate(&$0, from: -.infinity) }, instead: "null")
    /// `CellResult.ratioToBest`.
    private static let ratioToBest = Form(isThere: { estimate(&$0, from: 0) }, instead: "null")

    /// `Estimate`: an interval, or why there is none.
    private static func estimate(_ plain: inout PlainText, from least: Double) -> Bool {
        guard plain.start("{\"count\":"), let count = plain.whole(), count > 0, plain.text(",\"coverage\":")
        else { return false }
        if plain.null() {
            guard plain.text(",\"lower\":"), plain.null(), plain.text(",\"median\":"),
                let median = plain.value(), median >= least, plain.text(",\"reason\":"), plain.string()
            else { return false }
            return plain.text(",\"upper\":") && plain.null() && plain.text("}")
        }
        guard let coverage = plain.value(), coverage > 0, coverage <= 1, plain.text(",\"lower\":"),
            let lower = plain.value(), lower >= least, plain.text(",\"median\":"),
            let median = plain.value(), median >= lower, plain.text(",\"reason\":"), plain.null()
        else { return false }
        guard plain.text(",\"upper\":"), let upper = plain.value(), upper >= median else { return false }
        return plain.text("}")
    }
}
