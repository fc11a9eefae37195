/// A table, before anyone decides how it is written: the first column holds the rows' headers.
struct Table: Sendable {
    /// How a cell looks, beside what it says: no meaning is in the look alone.
    enum Look: Sendable, Equatable {
        /// Text or a number.
        case plain
        /// A cost, 0 for nothing to 7 for milliseconds: see `HeatMap.legend`.
        case level(Int)
        /// It died, or hung.
        case dead
        /// There is nothing.
        case absent
        /// As it ought to be.
        case sound
        /// Something is wrong.
        case fault
        /// Something suffers, but works.
        case warning
        /// Go 1.21.1's rule ended the process as prescribed.
        case prescribed
        /// A change for the worse.
        case worse
        /// A change for the better.
        case better
    }

    struct Cell: Sendable, ExpressibleByStringInterpolation {
        var text: String
        /// Beside a number its interval; below words what else is to be known.
        var detail: String?
        var look: Look = .plain
        /// The best of its row.
        var isBest = false
        /// The anchor of a header that it leads to, on a page.
        var link: String?

        init(
            _ text: String, detail: String? = nil, look: Look = .plain, isBest: Bool = false,
            link: String? = nil
        ) {
            (self.text, self.detail, self.look, self.isBest) = (text, detail, look, isBest)
            self.link = link
        }

        init(stringLiteral text: String) { self.init(text) }
    }

    struct Row: Sendable {
        var header: String
        var cells: [Cell]
        /// One cell in the place of all.
        var isSpanning = false
    }

    /// Nil where a line above the table says it.
    var caption: Prose?
    /// The first is above the rows' headers.
    var columns: [String]
    /// What cells of other tables lead to, by column; of ASCII letters, digits and hyphens.
    var anchors: [Int: String] = [:]
    var rows: [Row]
    /// Whether the columns hold words, which are aligned to the left.
    var isText = false
}
