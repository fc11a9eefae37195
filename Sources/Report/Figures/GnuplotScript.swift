import BenchResults
import MachineInspection

/// Commands for gnuplot. Data go through data blocks that hold numbers only; text goes in single quotes,
/// in which gnuplot interprets nothing but a doubled quote.
struct GnuplotScript {
    private(set) var text = """
        set encoding utf8
        set border 3 linecolor rgb "\(Palette.ink.light)" linewidth 1
        set tics nomirror textcolor rgb "\(Palette.ink.light)"
        set key textcolor rgb "\(Palette.ink.light)" noenhanced
        set errorbars small

        """

    /// Adds a command.
    mutating func add(_ command: String) { text += command + "\n" }

    /// Adds rows of numbers under a name. A line through them breaks where one is nil: nothing was measured
    /// there.
    mutating func add(data name: String, _ rows: [[Double]?]) {
        add("$\(name) << EOD")
        for row in rows { add((row ?? []).map(Self.number).joined(separator: " ")) }
        add("EOD")
    }

    /// A number as it is drawn: 5 significant digits are more than a picture shows.
    static func number(_ value: Double) -> String {
        guard value != 0, value.isFinite else { return "0" }
        var exponent = 0
        var size = abs(value)
        while size >= 10 { (size, exponent) = (size / 10, exponent + 1) }
        while size < 1 { (size, exponent) = (size * 10, exponent - 1) }
        let digits = FixedPoint.text(value < 0 ? -size * 10_000 : size * 10_000, decimals: 0)
        return "\(digits)e\(exponent - 4)"
    }

    /// Text in quotes.
    static func quoted(_ text: String) -> String {
        "'" + Legible.text(text).replacingScalars { $0 == "'" ? "''" : nil } + "'"
    }

    /// Labels of a logarithmic axis of times, a decade apart, that cover the range.
    static func timeTics(_ range: ClosedRange<Double>) -> String {
        var tics: [String] = []
        var decade = 0.001
        while decade <= range.upperBound * 1.0001 && decade < 1e15 {
            if decade >= range.lowerBound * 0.9999 {
                tics.append("\(quoted(Quantity.decade(decade))) \(number(decade))")
            }
            decade *= 10
        }
        return "(" + tics.joined(separator: ", ") + ")"
    }

    /// The colour of a palette, as gnuplot's option.
    static func colour(_ colour: Palette.Colour) -> String { "linecolor rgb \"\(colour.light)\"" }
}

extension Quantity {
    /// A power of ten of nanoseconds in the unit that fits, without decimals where there are none.
    static func decade(_ nanoseconds: Double) -> String {
        let (unit, name) =
            nanoseconds < 999
            ? (1.0, "ns")
            : nanoseconds < 999_999
                ? (1e3, "µs")
                : nanoseconds < 999_999_999
                    ? (1e6, "ms") : (1e9, "s")
        let value = nanoseconds / unit
        return "\(value > 0.9 ? FixedPoint.text(value, decimals: 0) : digits(value, 1)) \(name)"
    }
}
