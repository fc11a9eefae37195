import BenchResults
import Cells
import SystemPackage
import Testing

@testable import Report

/// Thousands of sessions stay readable.
@Suite("Long histories")
struct LongHistoryTests {
    private static func history(_ count: Int) throws -> History {
        let reference = FilePath(#filePath).removingLastComponent().removingLastComponent()
            .removingLastComponent()
            .appending("results/reference/sweep.json")
        let result = try ResultStore.read(reference)
        let cell = try #require(result.cells.first { $0.kind == .strategy }).name
        return History(
            of: (0..<count).map { number in
                var later = result
                later.provenance.startedAt += number
                return ("\(10_000 + number).json", later)
            }, commitOrder: [:]
        ) { $0.name == cell }
    }

    @Test func aLongTableIsAnExcerpt() throws {
        let history = try Self.history(500)
        let text = Document(history).text(for: Terminal(hasColours: false, width: 120))
        let lines = text.split(separator: "\n")
        #expect(lines.count < 80, "\(lines.count) lines")
        #expect(text.contains("10000.json") && text.contains("10499.json") && !text.contains("10100.json"))
        #expect(lines.contains { $0.hasPrefix("…") && $0.contains("472 more") })
        let cell = try #require(history.cells.first)
        #expect(Sparkline.text(of: cell, sessions: 500).count == Sparkline.width)
        #expect(Sparkline.text(of: cell, sessions: 500).allSatisfy { $0 == "▄" })
    }

    @Test func aShortOneIsWhole() throws {
        let history = try Self.history(28)
        let text = Document(history).text(for: Terminal(hasColours: false, width: 120))
        for number in 0..<28 { #expect(text.contains("\(10_000 + number).json")) }
        #expect(!text.contains("more"))
        let cell = try #require(history.cells.first)
        #expect(Sparkline.text(of: cell, sessions: 28).count == 28)
    }
}
