import Harness

/// What the argument parser finds wrong with a command line: on one line, with the choice that was probably
/// meant.
struct ParserMessage: CustomStringConvertible {
    let description: String

    /// - Parameter text: the parser's own words.
    init(_ text: String) {
        // It lists many choices below one another.
        let lines = text.split(separator: "\n").map { line in
            let line = line.drop { $0 == " " }
            return line.hasPrefix("- ") ? line.dropFirst(2) : line
        }
        let line =
            lines.count > 1 && lines[0].hasSuffix(":")
            ? "\(lines[0]) \(lines.dropFirst().map { "'\($0)'" }.joined(separator: ", "))."
            : lines.joined(separator: " ")
        let pattern = /The value '(?<value>.*)' is invalid for '.*'\. Please provide one of (?<choices>.*)/
        guard let match = line.wholeMatch(of: pattern) else {
            description = line
            return
        }
        let choices = match.choices.matches(of: /'([^']*)'/).map { String($0.1) }
        let near = UnknownName(String(match.value), choices: choices).suggestion
        description = line + (near.map { " \($0.prefix(1).uppercased())\($0.dropFirst())" } ?? "")
    }
}
