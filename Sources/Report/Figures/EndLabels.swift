import CLibrary

/// Names beside the ends of lines, at the right of a picture: none lies over another, and a thread leads from each to
/// what it names. A reader need not go back and forth between a line and a legend.
struct EndLabels {
    private struct Label {
        let text: String
        let mark: Mark
        /// Where the line ends, in the picture's own coordinates.
        let x: Double
        let y: Double
        /// The same height as a part of the axis, 0 to 1.
        let height: Double
    }

    private let isLogarithmic: Bool
    private let range: ClosedRange<Double>
    /// Least distance of two labels, as a part of the axis.
    private let spacing: Double
    private var labels: [Label] = []

    /// - Parameters:
    ///   - range: of the vertical axis.
    ///   - isLogarithmic: whether that axis is.
    ///   - height: of the picture in points.
    init(range: ClosedRange<Double>, isLogarithmic: Bool, height: Int) {
        (self.range, self.isLogarithmic) = (range, isLogarithmic)
        spacing = 16 / Double(max(100, height - 80))
    }

    /// Adds a name for a line that ends there.
    mutating func add(_ text: String, _ mark: Mark, x: Double, y: Double) {
        let (low, high, own) = (scaled(range.lowerBound), scaled(range.upperBound), scaled(y))
        labels.append(Label(text: text, mark: mark, x: x, y: y, height: (own - low) / (high - low)))
    }

    private func scaled(_ value: Double) -> Double { isLogarithmic ? log10(value) : value }

    /// Adds the commands that draw them. The picture leaves as much room as the longest needs.
    func draw(in script: inout GnuplotScript) {
        let sorted = labels.sorted { $0.height < $1.height }
        let heights = Self.spread(sorted.map(\.height), spacing: spacing)
        script.add("unset key")
        script.add("set rmargin \(6 + (labels.map(\.text.count).max() ?? 0) * 7 / 8)")
        for (label, height) in zip(sorted, heights) {
            let place = "graph \(GnuplotScript.number(height))"
            script.add(
                "set label \(GnuplotScript.quoted(label.text)) at graph 1.04, \(place) left noenhanced "
                    + "textcolor rgb \"\(Palette.ink.light)\" point pointtype \(label.mark.point) pointsize 0.7 "
                    + "\(GnuplotScript.colour(label.mark.colour)) offset character 1.2, -0.25")
            script.add(
                "set arrow from first \(GnuplotScript.number(label.x)), first \(GnuplotScript.number(label.y)) "
                    + "to graph 1.03, \(place) nohead back linewidth 0.7 dashtype 3 "
                    + GnuplotScript.colour(Palette.faint))
        }
    }

    /// Heights as near to the wished ones as they can be at that distance: where they are too close, they stand around
    /// the middle of those that they wished for.
    ///
    /// - Parameters:
    ///   - wished: in growing order, 0 to 1.
    ///   - spacing: least distance of two.
    /// - Returns: heights in the same order, between 0 and 1 as far as there is room.
    static func spread(_ wished: [Double], spacing: Double) -> [Double] {
        var groups: [(start: Double, count: Int)] = []
        for height in wished {
            groups.append((height, 1))
            while groups.count > 1 {
                let (last, previous) = (groups[groups.count - 1], groups[groups.count - 2])
                guard last.start < previous.start + Double(previous.count) * spacing else { break }
                // The mean of where each member would have the group start.
                let sum =
                    previous.start * Double(previous.count)
                    + (last.start - Double(previous.count) * spacing) * Double(last.count)
                let count = previous.count + last.count
                groups.removeLast(2)
                let start = sum / Double(count)
                groups.append((min(max(0, start), max(0, 1 - Double(count - 1) * spacing)), count))
            }
        }
        return groups.flatMap { group in
            (0..<group.count).map { group.start + Double($0) * spacing }
        }
    }
}
