import ArgumentParser
import BenchResults
import SystemPackage

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

    /// The files that the names stand for, found before anything is measured.
    struct Prepared {
        fileprivate let save: FilePath?
        fileprivate let old: ComparableSide?
    }

    /// Finds out whether what was asked for is possible.
    func prepared() throws -> Prepared {
        let save = try saveBaseline.map { try ResultStore.destination(ResultLocation.baseline($0)) }
        let old = try baseline.map { name in
            ComparableSide(try ResultStore.read(ResultLocation.baseline(name)), label: name)
        }
        return Prepared(save: save, old: old)
    }
}

extension BaselineOptions.Prepared {
    /// Saves a complete result under its name.
    func save(_ result: BenchResult) throws {
        guard let save else { return }
        try ResultStore.write(result, to: save)
        StandardError.say("baseline: \(save)")
    }

    /// The comparison with the baseline, or nil when none was asked for.
    func comparison(with result: BenchResult) -> ResultComparison? {
        old.map {
            ResultComparison(
                stored: $0, ComparableSide(result, label: "this run"), rules: ComparisonRules())
        }
    }
}
