import ArgumentParser
import BenchResults
import Harness
import Report

/// What a verdict needs, and how a comparison is shown.
struct ComparisonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Accepted probability of any false finding in the whole comparison.", valueName: "probability"))
    var alpha = 0.05

    @Option(help: ArgumentHelp("Smallest change that counts, in percent.", valueName: "percent"))
    var threshold = 1.0

    @Flag(
        help: """
            Compare results that differ in more than the code, and say in what; measure programs even if \
            they are identical.
            """)
    var force = false

    @Flag(help: "Show only the rows in which something changed or cannot be compared.")
    var onlyChanges = false

    @Option(help: "What to print on standard output: table, markdown, json or csv.")
    var format: ComparisonFormat = .table

    var rules: ComparisonRules {
        ComparisonRules(alpha: alpha, threshold: threshold / 100, isForced: force)
    }

    func validate() throws {
        guard alpha > 0, alpha < 1 else {
            throw ValidationError("--alpha \(alpha): must be above 0 and below 1")
        }
        guard (0...1000).contains(threshold) else {
            throw ValidationError("--threshold \(threshold): must be 0 to 1000 percent")
        }
    }

    /// Prints a comparison, and ends the command with status 3 if something got worse.
    func finish(_ comparison: ResultComparison) throws {
        try StandardOutput.write(try format.text(of: comparison, onlyChanges: onlyChanges))
        if comparison.hasRegression { throw ExitCode(ExitStatus.deviation) }
    }
}

/// The forms in which a comparison is printed.
enum ComparisonFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case markdown
    case json
    case csv

    func text(of comparison: ResultComparison, onlyChanges: Bool) throws -> String {
        let document = Document(comparison, onlyChanges: onlyChanges)
        var shown = comparison
        if onlyChanges { shown.rows.removeAll { !$0.verdict.isChange } }
        switch self {
        case .table: return document.text(for: .standardOutput)
        case .markdown: return document.markdown
        case .json: return String(decoding: try ResultStore.encode(shown), as: UTF8.self)
        case .csv: return ComparisonCSV(shown).text
        }
    }
}
