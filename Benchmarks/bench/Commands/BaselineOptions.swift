import ArgumentParser
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
}
