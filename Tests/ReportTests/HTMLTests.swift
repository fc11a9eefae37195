import Testing

@testable import Report

/// What is written by way of `HTML` is escaped.
@Suite struct HTMLTests {
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "]]>",
        "</style><script>", "&lt;", "javascript:alert(1)", "--><svg onload=alert(1)>", "\u{202E}gnp.exe",
    ]

    @Test(arguments: hostile)
    func textAndAttributesHoldNoMarkup(text: String) {
        let html = HTML.element("td", ["class": text, "title": text], .text(text)).source
        #expect(html.count { $0 == "<" } == 2)
        #expect(html.count { $0 == "\"" } == 4)
        #expect(!html.contains("'"))
    }

    @Test(arguments: hostile)
    func proseIsEscapedAsWordsAndAsName(text: String) {
        let prose: Prose = "\(text) and \(name: text)"
        #expect(prose.html.source.count { $0 == "<" } == 2)
    }

    @Test func theSignsThatHTMLGivesAMeaning() {
        #expect(HTML.text("a<b>&\"c\"'").source == "a&lt;b&gt;&amp;&quot;c&quot;&#39;")
    }
}
