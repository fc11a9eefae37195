/// How a strategy looks in a picture.
struct Mark: Sendable {
    let colour: Palette.Colour
    /// gnuplot's number of the shape.
    let point: Int
    /// gnuplot's dash type.
    let dash: Int

    /// gnuplot's options for points, and for the lines that bind them.
    var options: String { "pointtype \(point) dashtype \(dash) \(GnuplotScript.colour(colour))" }
}

/// One colour and one point for each strategy, the same in every picture, whatever else is in it.
///
/// Those of the catalogue look the same in every report. Others, from plug-ins and real runtimes, follow in the order
/// of their names.
struct Marks: Sendable {
    /// Filled shapes of gnuplot: circle, square, diamond, triangles, pentagon. The hollow one of each is before it.
    private static let shapes = [7, 5, 9, 13, 11, 15]
    /// Rows that are no strategy, and what costs are net of.
    private static let references = ["none": 2, "empty-loop": 1, "pthread-query": 3]
    private let places: [String: Int]
    /// Strategies with knobs, among those of the same name.
    private let variants: [String: Int]

    /// - Parameters:
    ///   - catalogue: the strategies that are always known, in their order.
    ///   - shown: labels of all rows that a report shows, with knobs.
    init(catalogue: [String], shown: [String]) {
        let known = Set(catalogue)
        let others = Set(shown.map(Self.name)).subtracting(known).subtracting(Self.references.keys).sorted()
        let order = catalogue.filter { Self.references[$0] == nil } + others
        places = Dictionary(zip(order, 0...), uniquingKeysWith: { first, _ in first })
        var variants: [String: Int] = [:]
        for (_, labels) in Dictionary(grouping: Set(shown + catalogue), by: Self.name) {
            for (index, label) in labels.filter({ $0 != Self.name($0) }).sorted().enumerated() {
                variants[label] = index
            }
        }
        self.variants = variants
    }

    /// What comes before the knobs.
    private static func name(_ label: String) -> String { label.prefix { $0 != ":" }.description }

    /// How a row looks.
    subscript(label: String) -> Mark {
        if let point = Self.references[label] { return Mark(colour: Palette.ink, point: point, dash: 1) }
        let place = places[Self.name(label)] ?? places.count
        let colour = Palette.series[place % Palette.series.count]
        guard let variant = variants[label] else {
            return Mark(colour: colour, point: Self.shapes[place % Self.shapes.count], dash: 1)
        }
        return Mark(
            colour: colour, point: Self.shapes[(place + variant) % Self.shapes.count] - 1,
            dash: 2 + variant % 3)
    }
}
