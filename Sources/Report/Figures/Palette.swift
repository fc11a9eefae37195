/// The colours of the pictures: those of Okabe and Ito ("Color Universal Design", 2008), which people who
/// see fewer colours can tell apart; each strategy has a point of its own shape too. For a dark screen there
/// is a lighter one of each.
enum Palette {
    /// A colour on a light and on a dark ground, `#rrggbb` in small letters.
    struct Colour {
        let light: StaticString
        let dark: StaticString
    }

    /// Axes and text.
    static let ink = Colour(light: "#24292f", dark: "#e6edf3")
    /// Text that is of less weight.
    static let faint = Colour(light: "#6a737d", dark: "#9da7b1")
    /// Lines of the grid.
    static let grid = Colour(light: "#d0d7de", dark: "#30363d")
    /// Strategies, which `Marks` gives them to.
    static let series = [
        Colour(light: "#0072b2", dark: "#56a9e0"), Colour(light: "#d55e00", dark: "#ff8c42"),
        Colour(light: "#009e73", dark: "#2ec99b"), Colour(light: "#cc79a7", dark: "#e39cc4"),
        Colour(light: "#b8860b", dark: "#f0c040"), Colour(light: "#4b9bc9", dark: "#8fd0f5"),
        Colour(light: "#57606a", dark: "#c9d1d9"),
    ]

    private static var all: [Colour] { [ink, faint, grid] + series }

    /// The rules that turn a picture's colours for a dark screen, for a page with pictures in it. They are
    /// for the screen alone: paper is light.
    static var html: HTML {
        var rules = [HTML.literal("@media screen and (prefers-color-scheme:dark){")]
        for colour in all {
            for attribute in ["fill", "stroke", "color"] as [StaticString] {
                rules += [
                    .literal(".drawing ["), .literal(attribute), .literal("=\""), .literal(colour.light),
                    .literal("\"]{"), .literal(attribute), .literal(":"), .literal(colour.dark),
                    .literal("}"),
                ]
            }
        }
        return .all(rules + [.literal("}")])
    }
}
