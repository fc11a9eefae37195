import BenchResults
import SystemPackage

/// Results that are kept under a name for later comparison. Their files are found before anything is
/// measured.
package struct Baselines: Sendable {
    /// Where the result is also kept; nil when that was not requested.
    package let saved: FilePath?
    private let old: ComparableSide?

    /// Checks whether the request is possible.
    ///
    /// - Parameters:
    ///   - save: name to keep the result under.
    ///   - compare: name of the result to compare with.
    /// - Throws: `UsageError` and `StoreError` that name the baseline.
    package init(save: String?, compare: String?) throws {
        saved = try save.map { try ResultStore.destination(ResultLocation.baseline($0)) }
        old = try compare.map { name in
            ComparableSide(try ResultStore.read(ResultLocation.baseline(name)), label: name)
        }
    }

    /// Keeps a complete result under its name.
    package func save(_ result: BenchResult) throws {
        if let saved { try ResultStore.write(result, to: saved) }
    }

    /// The comparison with the baseline; nil when none was requested.
    package func comparison(with result: BenchResult) -> ResultComparison? {
        old.map {
            ResultComparison(
                stored: $0, ComparableSide(result, label: "this run"), rules: ComparisonRules())
        }
    }
}
