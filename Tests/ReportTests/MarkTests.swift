import Testing

@testable import Report

/// One colour and one point for each strategy.
@Suite struct MarkTests {
    private static let catalogue = [
        "none", "uncached", "fixed", "sp-window", "requery", "accurate", "tiered", "hop",
    ]

    private static func look(_ label: String, among shown: [String]) -> String {
        Marks(catalogue: catalogue, shown: shown)[label].options
    }

    /// Whatever else a picture shows.
    @Test(arguments: catalogue)
    func aStrategyLooksTheSameInEveryPicture(strategy: String) {
        let alone = Self.look(strategy, among: [strategy])
        #expect(alone == Self.look(strategy, among: Self.catalogue.reversed()))
        #expect(alone == Self.look(strategy, among: ["a-plug-in", "empty-loop", "tiered:cooperation=off"]))
    }

    @Test func noTwoLookTheSame() {
        let shown =
            Self.catalogue + (1...30).map { "plug-in-\($0)" } + ["empty-loop", "pthread-query"]
            + ["tiered:cooperation=off", "tiered:validate=off", "fixed:source=libc-end"]
        let looks = shown.map { Self.look($0, among: shown) }
        #expect(Set(looks).count == shown.count)
    }

    @Test func thoseOfTheReferenceHaveAColourEach() {
        let marks = Marks(catalogue: Self.catalogue, shown: Self.catalogue)
        let colours = Self.catalogue.map { "\(marks[$0].colour.light)" }
        #expect(Set(colours).count == Self.catalogue.count)
    }

    /// Knobs do not change the colour.
    @Test func aVariantHasTheColourOfItsRule() {
        let marks = Marks(catalogue: Self.catalogue, shown: ["tiered", "tiered:cooperation=off"])
        let (rule, variant) = (marks["tiered"], marks["tiered:cooperation=off"])
        #expect("\(rule.colour.light)" == "\(variant.colour.light)")
        #expect(rule.point != variant.point && rule.dash != variant.dash)
    }

    /// A label that no report has named still looks like something.
    @Test func anUnknownLabelHasAMark() {
        #expect(!Self.look("never-seen", among: []).isEmpty)
    }
}
