public import SystemPackage

/// A file of measurements: a document of this program, or what another tool measured.
public enum MeasuredFile: Sendable {
    /// A result of `bench run`.
    case run(BenchResult)
    /// A result of `bench check`.
    case check(CheckResult)
    /// A comparison.
    case comparison(ResultComparison)
    /// The benchmarks of another tool.
    case imported(ImportedBenchmarks)

    /// Reads a file; what it says of itself decides.
    ///
    /// - Throws: `StoreError`, one line that names the file and what is wrong with it.
    public static func read(_ path: FilePath) throws(StoreError) -> MeasuredFile {
        let text = try RegularFile.contents(of: path)
        guard text.isJSONObject, !GoogleImport.claims(text) else {
            return .imported(try ImportedBenchmarks(text: text, of: path))
        }
        switch try ResultStore.header(in: text, of: path).schema {
        case CheckResult.schemaName: return .check(try ResultStore.decode(text, of: path))
        case ResultComparison.schemaName: return .comparison(try ResultStore.decode(text, of: path))
        default: return .run(try ResultStore.decode(text, of: path))
        }
    }
}
