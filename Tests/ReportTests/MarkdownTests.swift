import Testing

@testable import Report

/// What is written by way of `Markdown` is text.
@Suite struct MarkdownTests {
    @Test(arguments: [
        ("a|b", "a\\|b"), ("[x](javascript:y)", "\\[x\\](javascript:y)"), ("<b>&", "&lt;b&gt;&amp;"),
        ("@someone", "@\u{200B}someone"), ("https://example.org", "https:\u{200B}//example.org"),
        ("www.example.org", "www.\u{200B}example.org"), ("`x`", "\\`x\\`"), ("**x**", "\\*\\*x\\*\\*"),
        ("main-mappings/10000", "main-mappings/10000"), ("a\nb", "a b"),
    ])
    func nothingIsMarkup(text: String, escaped: String) {
        #expect(Markdown.escaped(text) == escaped)
    }

    @Test func aNameCannotEndItsCode() {
        let prose: Prose = "\(name: "a`b|c")"
        #expect(prose.markdown == "a\\`b\\|c")
    }
}
