/// What a report says, before anyone decides how it is written.
struct Document: Sendable {
    /// A piece of a section.
    indirect enum Block: Sendable {
        case sentence(Prose)
        case remarks([Prose])
        case table(Table)
        case figure(Figure)
        /// Side by side where there is room.
        case beside([[Block]])
        /// Folded away until asked for: the details of something that was said above.
        case folded(Prose, [Block])
        /// Colours or letters with their meanings.
        case legend([Table.Cell])
    }

    struct Section: Sendable {
        var title: String
        var blocks: [Block]
        /// Whether it is for the page alone, where there is room.
        var isForPageOnly = false
        /// Whether it opens the part of the report that is about one result.
        var part: String?
    }

    var title: String
    /// What the results are of: machine, system, commit.
    var subtitle: Prose
    var headline: [Prose]
    var sections: [Section]
}
