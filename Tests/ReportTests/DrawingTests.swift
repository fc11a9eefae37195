import Testing

@testable import Report

/// The drawings that gnuplot returns.
@Suite struct DrawingTests {
    private let figure = Figure(
        name: "cost", title: "t<", alternative: "a\"", caption: "c", width: 10, height: 10, script: "plot x")

    private func drawing(_ body: String) -> Drawing? {
        let svg = """
            <svg>
            <title>x</title>
            <defs>
            \t<circle id='gpPt5' cx='0'/>
            \t<filter id='textbox'>
            </defs>
            \(body)
            </g>
            </svg>

            """
        return Drawing(figure, svg: Array(svg.utf8))
    }

    @Test func colourNamesAndEmptyGroupsAreAdapted() throws {
        let markup = try #require(
            drawing(
                """
                <g fill="none" color="black">
                </g>
                \t<use xlink:href='#gpPt5' color='rgb(  0, 114, 178)'/>
                """)
        ).markup
        #expect(markup.contains("<use href='#cost-pt5' color='#0072b2'/>"))
        #expect(markup.contains("<circle id='cost-pt5' cx='0'/>"))
        #expect(!markup.contains("<g fill"))
        #expect(!markup.contains("filter"))
        #expect(markup.contains("t&lt;"))
    }

    @Test(arguments: [
        "<script>x</script>", "<foreignObject>", "<image href='x'/>", "<a href='x'>", "<style>",
    ])
    func whatIsNoDrawingIsRefused(line: String) {
        #expect(drawing(line) == nil)
    }

    @Test func whatIsNoSVGIsRefused() {
        #expect(Drawing(figure, svg: Array("gnuplot: no".utf8)) == nil)
        #expect(Drawing(figure, svg: []) == nil)
    }
}
