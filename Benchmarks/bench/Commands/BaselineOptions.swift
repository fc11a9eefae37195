import ArgumentParser
import BenchResults
import Harness

/// Results that are kept under a name, to compare later ones with.
struct BaselineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Keep the result under this name as well, in \(ResultLocation.baselines).", valueName: "name"))
    var saveBaseline: String?

    @Option(
        help: ArgumentHelp(
            """
            Compare the result with the one of this name after the table; exit status 3 when something is \
            slower or has newly died.
            """, valueName: "name"))
    var baseline: String?

    /// A baseline is of a whole run.
    ///
    /// - Throws: `UsageError` when one was asked for with a part of a run.
    func checkAbsent(for shard: Shard) throws(UsageError) {
        for (option, name) in [("--baseline", baseline), ("--save-baseline", saveBaseline)] {
            guard let name else { continue }
            throw UsageError(
                "\(option) \(name): shard \(shard) is a part of a run: bench merge the parts first, and bench "
                    + "compare the result")
        }
    }
}
