import FoundationEssentials
public import SystemPackage

/// A file of measurements: a document of this program, or what another tool measured.
public enum MeasuredFile: Sendable {
    /// A document of this program.
    case stored(StoredResult)
    /// The benchmarks of another tool.
    case imported(ImportedBenchmarks)

    /// What a message about a file of no known form ends with.
    static let formsRead =
        "; read are documents of this program, Google Benchmark JSON, and what go test -bench prints, with "
        + "or without -json"

    /// Reads a file, whose contents decide which it is.
    ///
    /// - Throws: `StoreError`, one line that names the file and what is wrong with it.
    public static func read(_ path: FilePath) throws(StoreError) -> MeasuredFile {
        let text = try RegularFile.contents(of: path)
        if let form = summaryForm(of: text) {
            throw .malformed(
                path: path,
                "it is \(form), which has one number per cell and not what each process measured: compare "
                    + "the result itself, or export it with --to go or --to google")
        }
        guard text.isJSONObject, try GoTestEvents.lines(of: text, at: path) == nil,
            !GoogleImport.claims(text)
        else { return .imported(try ImportedBenchmarks(text: text, of: path)) }
        if case .success(let header) = JSONGuard.decode(Header.self, from: text), header.schema == nil {
            throw .malformed(path: path, "it has no member schema\(formsRead)")
        }
        return .stored(try ResultStore.decodeAny(text, of: path))
    }

    private struct Header: Decodable {
        let schema: Anything?
        struct Anything: Decodable {
            init(from decoder: any Decoder) {}
        }
    }

    /// A form that `bench export` and `bench compare` write and that cannot be read back.
    private static func summaryForm(of text: Data) -> String? {
        if text.starts(with: Data("workload,subject,".utf8)) { return "CSV" }
        guard text.isJSONObject,
            case .success(let document) = JSONGuard.decode([String: BencherExport.Measures].self, from: text),
            !document.isEmpty
        else { return nil }
        return "Bencher Metric Format"
    }
}
