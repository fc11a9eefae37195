/// What is said, before anyone decides how it is written: a page, Markdown and a terminal have the same
/// rows, sentences and words.
package struct Document: Sendable {
    /// A piece of a section.
    indirect enum Block: Sendable {
        case sentence(Prose)
        case remarks([Prose])
        case table(Table)
        /// One that only a page has room for.
        case pageTable(Table)
        case figure(Figure)
        /// Side by side where there is room.
        case beside([[Block]])
        /// Folded away until asked for, where that is possible: details, under a line that names them.
        case folded(Prose, [Block])
        /// Entries of a table with their meanings; one without a meaning explains a colour.
        case legend([Table.Cell])
        /// Lines that are drawn with characters.
        case preformatted(String)
    }

    /// Where a section is shown.
    enum Place: Sendable {
        case everywhere
        /// Not in Markdown: a comment on a pull request has no room for the details of every cell.
        case pageAndTerminal
        /// On the page alone: what can be looked up there, or what the results lack.
        case page
    }

    struct Section: Sendable {
        /// Empty where the document's title says it.
        var title: String
        var blocks: [Block]
        var place = Place.everywhere
        /// The part of the report that it belongs to, which is about one result.
        var part: String?

        /// The title behind that of its part.
        var label: String { part.map { "\($0): \(title)" } ?? title }
    }

    var title: String
    /// What the results are of: machine, system, commit.
    var subtitle: Prose = ""
    var headline: [Prose] = []
    var sections: [Section]
}
