import FoundationEssentials
import SystemPackage
import Testing

@testable import BenchResults

/// What is written for others stays what it is, whatever a name or a reason is.
@Suite("Text in exports")
struct SpreadsheetTests {
    static let hostile = [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "' =1"),
        ("\r=1", "⟨U+000D⟩=1"), ("a\u{1B}[31m", "a⟨U+001B⟩[31m"), ("a\u{202E}b", "a⟨U+202E⟩b"),
        ("a,\"b\"\n", "\"a,\"\"b\"\" \""), ("plain", "plain"),
        // A syntax character with an accent is one Character here, and two to a spreadsheet.
        ("x\"\u{301},=1", "\"x\"\"\u{301},=1\""), ("=\u{301}+1", "'=\u{301}+1"), ("\u{A0}=1", "'\u{A0}=1"),
        ("a,\u{301}b", "\"a,\u{301}b\""),
    ]

    @Test(arguments: hostile)
    func fieldsAreNoFormulas(text: String, field: String) {
        #expect(
            CSV.text([[.text(text), .number(-1.5), .count(-2), .number(nil)]]) == "\(field),-1.5,-2,\r\n")
    }

    /// Names may hold what turns the text round them; a line has its fields and no others all the same.
    @Test(arguments: ["a b", "a \u{301}b", "a\u{2028}b", "a\u{202E}b", "a\u{A0}1 5 ns/op", "=1"])
    func goTextHasOneLineAProcess(name: String) throws {
        var result = try RealResult.small()
        result = try #require(try renamed(result, "fixed", to: name))
        let export = try ExportFormat.go.export(result)
        for line in export.text.split(separator: "\n") where line.hasPrefix("Benchmark") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            #expect(fields.count >= 3 && fields[0].unicodeScalars.allSatisfy { !$0.properties.isWhitespace })
            #expect(fields[2].hasSuffix(" ns/op"))
        }
        #expect(!export.text.contains("\u{202E}") && !export.text.contains("\u{2028}"))
        for text in [CSVReport(result).text, LatencyLog(result).text] {
            #expect(!text.contains("\u{202E}") && !text.contains(",=1"))
        }
    }

    /// A cell that has latencies in a run without any has no more fields than the first line.
    @Test func linesHaveTheFieldsOfTheFirst() throws {
        var result = try RealResult.small()
        result.plan.latencyRounds = nil
        let text = """
            {"batch": 1, "clockCost": 1, "count": 1, "processes": 1, "max": 1, "histogram": ""}
            """
        result.cells[0].latency = try JSONDecoder().decode(CellLatency.self, from: Data(text.utf8))
        result.cells[0].reason = nil
        let lines = CSVReport(result).text.split(separator: "\r\n").prefix(2)
        #expect(Set(lines.map { $0.count { $0 == "," } }).count == 1)
    }

    /// JSON is printed on terminals too, and U+009B begins a command there.
    @Test func jsonHasNoInvisibleCharacters() throws {
        let text = "\u{9B}31m\u{202E}\u{7F}µ\u{E0041}😀"
        let json = try ResultStore.encode([text])
        let written = String(decoding: json, as: UTF8.self)
        #expect(written == "[\"\\u009b31m\\u202e\\u007fµ\\udb40\\udc41😀\"]\n")
        #expect(try JSONDecoder().decode([String].self, from: json) == [text])
    }

    private func renamed(_ result: BenchResult, _ old: String, to new: String) throws -> BenchResult? {
        let quoted = String(decoding: try JSONEncoder().encode(new), as: UTF8.self)
        let json = String(decoding: try ResultStore.encode(result), as: UTF8.self)
        let text = json.replacing("\"\(old)\"", with: quoted)
        return try ResultStore.decode(Data(text.utf8), of: "file")
    }
}
