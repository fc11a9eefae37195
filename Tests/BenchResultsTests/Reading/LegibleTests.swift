import BenchResults
import Testing

/// Text of unknown origin.
@Suite struct LegibleTests {
    @Test(arguments: [
        ("tiered", "tiered"), ("größer µs ± ×", "größer µs ± ×"), ("", ""),
        ("a\nb\tc", "a b c"), ("\u{1B}[31mred", "⟨U+001B⟩[31mred"), ("a\u{202E}b", "a⟨U+202E⟩b"),
        ("a\u{2066}b\u{200B}", "a⟨U+2066⟩b⟨U+200B⟩"), ("\0", "⟨U+0000⟩"), ("a\u{2028}b", "a⟨U+2028⟩b"),
    ])
    func invisibleCharactersAreWrittenOut(text: String, shown: String) {
        #expect(Legible.text(text) == shown)
    }

    @Test func longTextIsShortenedAndSaysSo() {
        let text = Legible.text(String(repeating: "x", count: 1_000_000))
        #expect(text.count < 400)
        #expect(text.hasSuffix("… (1000000 characters)"))
    }

    /// One character of a million marks is long too.
    @Test func marksCountAsText() {
        #expect(Legible.text("e" + String(repeating: "\u{301}", count: 100_000)).utf8.count < 2000)
    }
}
