import Testing

@testable import Report

/// What a terminal is given.
@Suite struct TerminalRenderingTests {
    private static let plain = Terminal(hasColours: false, width: nil)
    private static let coloured = Terminal(hasColours: true, width: nil)

    private static func withoutColours(_ text: String) -> String {
        text.replacing(#/\x1B\[[0-9;]+m/#, with: "")
    }

    private static func document(_ table: Table) -> Document {
        Document(title: "T", sections: [Document.Section(title: "", blocks: [.table(table)])])
    }

    /// Ten columns of numbers, with intervals, deaths and a row of one cell.
    private static let numbers = document(
        Table(
            columns: ["workload"] + (1...10).map { "strategy-\($0)" },
            rows: (1...4).map { row in
                Table.Row(
                    header: "workload/\(row)",
                    cells: (1...10).map { column in
                        column == row
                            ? Table.Cell("died", look: .dead)
                            : Table.Cell("\(row)\(column).0 ns", detail: "± \(column)", look: .level(row))
                    })
            } + [
                Table.Row(
                    header: "gone",
                    cells: [Table.Cell("hung: it did not end before its time was over", look: .dead)],
                    isSpanning: true)
            ]))

    private static let words = document(
        Table(
            columns: ["check", "status", "found"],
            rows: [
                Table.Row(
                    header: "load",
                    cells: [
                        Table.Cell("warn", look: .warning),
                        Table.Cell(
                            "much of it over the last minute, for two CPUs", detail: "→ stop what runs"),
                    ])
            ], isText: true))

    /// In every width, those that a block just fits in among them.
    @Test(arguments: 40...100, [true, false])
    func noLineIsLongerThanTheTerminalIsWide(width: Int, hasColours: Bool) {
        for document in [Self.numbers, Self.words] {
            let wide = Self.withoutColours(document.text(for: Self.plain))
            let text = Self.withoutColours(document.text(for: Terminal(hasColours: hasColours, width: width)))
            for line in text.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
            for word in wide.split(whereSeparator: \.isWhitespace) { #expect(text.contains(word)) }
        }
    }

    /// Every block has the rows' headers; a row of one cell is not repeated.
    @Test func aWideTableIsInBlocks() {
        let text = Self.numbers.text(for: Terminal(hasColours: false, width: 80))
        let blocks = text.ranges(of: "workload/1").count
        #expect(blocks == 2)
        #expect(text.ranges(of: "\nworkload ").count == blocks)
        #expect(text.ranges(of: "\ngone ").count == 1)
    }

    /// Output that is not a terminal has no width.
    @Test func aPipeHasOneBlock() {
        let text = Self.numbers.text(for: Self.plain)
        #expect(text.ranges(of: "workload/1").count == 1)
        #expect(!text.contains("\u{1B}"))
    }

    @Test func numbersAndIntervalsAreAligned() {
        let table = Table(
            columns: ["", "cost"],
            rows: [
                Table.Row(header: "a", cells: [Table.Cell("7.5 ns", detail: "± 2", isBest: true)]),
                Table.Row(header: "b", cells: [Table.Cell("611 ns", detail: "± 157")]),
                Table.Row(header: "c", cells: ["died"]),
            ])
        #expect(
            Self.document(table).text(for: Self.plain).split(separator: "\n").suffix(4)
                == ["            cost", "a  *7.5 ns ± 2", "b   611 ns ± 157", "c     died"])
    }

    /// For each look with a meaning: the same text in all of them.
    @Test(arguments: [
        (Table.Look.worse, "slower"), (.worse, "newly died"), (.dead, "died"), (.fault, "U"),
        (.warning, "warn"),
        (.fault, "missing"), (.level(7), "8.90 ms"),
    ])
    func coloursSayNothingElse(look: Table.Look, word: String) {
        let document = Self.document(
            Table(columns: ["a", "b"], rows: [Table.Row(header: "x", cells: [Table.Cell(word, look: look)])]))
        let text = document.text(for: Self.coloured)
        #expect(
            text.contains("m\(word)\u{1B}[0m") || text.contains("m \(word)\u{1B}[0m"),
            "\(text.debugDescription)")
        let lines = Self.withoutColours(text).split(separator: "\n")
        #expect(lines.count == 4)
        let plain = document.text(for: Self.plain).split(separator: "\n")
        #expect(zip(lines, plain).allSatisfy { $0.hasPrefix($1) })
    }

    static let hostile = [
        "\u{1B}[31mred", "a\u{7}b", "\u{202E}evil", "two\nlines", "\u{9B}2J",
        String(repeating: "long ", count: 9999),
    ]

    /// No caller can forget it: there is no other way into a terminal, nor into the two other forms.
    @Test(arguments: hostile)
    func textFromAnywhereIsLegible(text: String) {
        let cell = Table.Cell(text, detail: text, look: .fault)
        let table = Table(
            caption: "\(text) \(name: text)", columns: [text, text],
            rows: [
                Table.Row(header: text, cells: [cell]),
                Table.Row(header: text, cells: [cell], isSpanning: true),
            ])
        var words = table
        words.isText = true
        let document = Document(
            title: text, subtitle: "\(name: text)", headline: ["\(text)"],
            sections: [
                Document.Section(
                    title: text,
                    blocks: [
                        .sentence(Prose(text)), .remarks([Prose(text)]), .table(table), .table(words),
                        .folded("\(name: text)", [.legend([cell])]),
                        .preformatted(text.replacing("\n", with: " ")),
                    ], part: text)
            ])
        let forms = [
            document.text(for: Self.plain), Self.withoutColours(document.text(for: Self.coloured)),
            document.text(for: Terminal(hasColours: false, width: 60)), document.markdown,
        ]
        for form in forms {
            #expect(form.utf8.count < 40_000)
            #expect(
                form.unicodeScalars.allSatisfy { scalar in
                    scalar == "\n" || ![.control, .format].contains(scalar.properties.generalCategory)
                        || scalar == "\u{200B}"
                }, "\(form.debugDescription.prefix(300))")
        }
    }

    @Test(arguments: [
        ("one two three", 7, ["one two", "  three"]), ("onetwothree", 5, ["onetw", "  oth", "  ree"]),
        ("one", 5, ["one"]), ("a bcdefghij", 5, ["a", "  bcd", "  efg", "  hij"]),
    ])
    func wordsAreKeptWholeWhereTheyFit(text: String, width: Int, lines: [String]) {
        let wrapped = TerminalText(text).wrapped(to: width, indent: 2)
        #expect(wrapped.map { TerminalText.line([$0], on: Self.plain) } == lines.map { $0 + "\n" })
    }
}
