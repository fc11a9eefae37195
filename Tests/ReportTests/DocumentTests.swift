import Testing

@testable import Report

/// One document in three forms, which say the same.
@Suite struct DocumentTests {
    private static let plain = Terminal(hasColours: false, width: nil)

    /// Words without what the three forms write them with.
    private static func words(_ text: String, without markup: [Regex<Substring>]) -> [String] {
        let bare = markup.reduce(text) { $0.replacing($1, with: " ") }
        let unescaped = bare.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
        return unescaped.split(whereSeparator: \.isWhitespace).map { $0.filter { !"`*\\".contains($0) } }
            .filter { $0.contains { $0.isLetter || $0.isNumber } }.sorted()
    }

    private static func words(html document: Document) -> [String] {
        let page = document.html(drawings: [:])
        let main = page[(page.firstRange(of: "</header>")?.upperBound ?? page.startIndex)...]
        let header = page.firstRange(of: "<header>").map { start in
            // Links name sections again; there are none where no section has a name.
            page[
                start.upperBound..<(page.firstRange(of: #/<nav|<\/header>/#)?.lowerBound ?? start.upperBound)]
        }
        // A header of a row may be broken within a name.
        return words(
            "\(header ?? "") \(main)".replacing(#/<\/?(?:wbr|code|b)>/#, with: ""), without: [#/<[^>]*>/#])
    }

    private static func words(markdown document: Document) -> [String] {
        words(
            document.markdown,
            without: [
                #/<\/?(?:details|summary|pre)>/#, #/(?m)^#+ /#, #/(?m)^[|] [-: |]+$/#, #/ \| |^\||\|$| · /#,
            ]
        )
        .map { $0.filter { $0 != "|" } }.filter { !$0.isEmpty }.sorted()
    }

    private static func words(terminal document: Document) -> [String] {
        words(document.text(for: plain), without: [#/(?m)^[=-]+$/#])
    }

    /// The part of a document that is everywhere, in parts that no form writes as one.
    private static func common(_ document: Document) -> Document {
        var document = document
        document.sections.removeAll { $0.place != .everywhere }
        // "Result 1: First part" in one line, and in two on a page.
        for index in document.sections.indices { document.sections[index].part = nil }
        return document
    }

    @Test func thereAreDocumentsOfEveryKind() {
        #expect(SampleDocuments.all.count == 9)
    }

    @Test(arguments: SampleDocuments.all.map(\.0))
    func thePageMarkdownAndTheTerminalHaveTheSameWords(name: String) throws {
        let document = Self.common(try #require(SampleDocuments.all.first { $0.0 == name }).1)
        // Colours have their meanings where there are colours.
        let page = Self.words(html: Self.withoutColours(document))
        #expect(page.count > 5)
        for words in [Self.words(markdown: document), Self.words(terminal: document)] {
            let difference = words.difference(from: page)
            #expect(
                difference.isEmpty, "\(difference.removals.prefix(20)) \(difference.insertions.prefix(20))")
        }
    }

    private static func withoutColours(_ document: Document) -> Document {
        func without(_ block: Document.Block) -> Document.Block {
            switch block {
            case .legend(let cells): .legend(cells.filter { $0.detail != nil })
            case .beside(let columns): .beside(columns.map { $0.map(without) })
            default: block
            }
        }
        var document = document
        for index in document.sections.indices {
            document.sections[index].blocks = document.sections[index].blocks.map(without)
        }
        return document
    }

    /// What is for a page alone is there alone; what has no room in Markdown is in the terminal.
    @Test func sectionsAreWhereTheyBelong() {
        let document = SampleDocuments.everything
        let forms = [document.html(drawings: [:]), document.text(for: Self.plain), document.markdown]
        #expect(forms.map { $0.contains("For who has room.") } == [true, true, false])
        #expect(forms.map { $0.contains("Looked up.") } == [true, false, false])
    }

    /// The end of what was printed is what one sees.
    @Test func aTerminalEndsWithTheHeadline() throws {
        let text = SampleDocuments.everything.text(for: Self.plain)
        #expect(text.hasSuffix("It is so.\nAnd so.\n"))
        let details = try #require(text.firstRange(of: "Details\n-------\n"))
        let first = try #require(text.firstRange(of: "Result 1: First part\n"))
        #expect(details.lowerBound < first.lowerBound)
    }
}
