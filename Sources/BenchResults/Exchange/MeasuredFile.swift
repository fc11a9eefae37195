public import SystemPackage

/// A file of measurements: a document of this program, or what another tool measured.
public enum MeasuredFile: Sendable {
    /// A document of this program.
    case stored(StoredResult)
    /// The benchmarks of another tool.
    case imported(ImportedBenchmarks)

    /// Reads a file, whose contents decide which it is.
    ///
    /// - Throws: `StoreError`, one line that names the file and what is wrong with it.
    public static func read(_ path: FilePath) throws(StoreError) -> MeasuredFile {
        let text = try RegularFile.contents(of: path)
        guard text.isJSONObject, !GoogleImport.claims(text) else {
            return .imported(try ImportedBenchmarks(text: text, of: path))
        }
        return .stored(try ResultStore.decodeAny(text, of: path))
    }
}
