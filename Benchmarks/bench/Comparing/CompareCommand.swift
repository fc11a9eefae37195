import ArgumentParser
import BenchResults
import Harness

/// `bench compare`: results that exist.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare stored results, and say what changed.",
        discussion: """
            Each side is a file, the name of a saved baseline, or a commit that has results under results/. \
            With one argument, the comparison in that file is shown. Stored results were measured at \
            different times: to compare commits, bench commits measures them in turn.
            Exit status 3: something is slower or has newly died, or a safety verdict has changed.
            """)

    @Argument(help: ArgumentHelp("The results to compare.", valueName: "old> <new"))
    var sides: [String] = []

    @OptionGroup var filter: FilterOptions
    @OptionGroup var comparison: ComparisonOptions

    func run() throws {
        switch sides.count {
        case 1:
            guard filter.value.isEmpty else { throw UsageError("--filter and --skip go with two results") }
            try comparison.finish(try StoredSide.comparison(sides[0]))
        case 2:
            let (old, new) = try StoredSide.read(sides[0], sides[1], filter.value)
            // The other forms have a place for them.
            if comparison.format == .csv {
                for remark in old.remarks + (old.label == new.label ? [] : new.remarks) {
                    StandardError.say(remark)
                }
            }
            try comparison.finish(try StoredSide.compare(old, new, comparison.rules))
        default:
            throw UsageError(
                "compare takes two results, or one comparison; there are \(sides.count) arguments")
        }
    }
}
