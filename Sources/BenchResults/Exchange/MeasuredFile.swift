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
        let place = MachinePlace(path)
        if place.machine != nil { return .stored(try ResultStore.readAny(path)) }
        let text = try RegularFile.contents(of: path)
        if text.starts(with: Data("workload,subject,".utf8)) { throw summary("CSV", path) }
        guard text.isJSONObject, !GoTestEvents.claim(text) else {
            return .imported(try ImportedBenchmarks(text: text, of: path))
        }
        // What is no JSON is a damaged document, whose reader says where.
        if case .success(let members) = JSONGuard.members(of: text), !members.contains("schema") {
            if GoogleImport.claims(members) { return .imported(try ImportedBenchmarks(text: text, of: path)) }
            let isBencher = !members.isEmpty && BencherExport.claims(text)
            throw isBencher
                ? summary("Bencher Metric Format", path)
                : .malformed(path: path, "it has no member schema\(formsRead)")
        }
        return .stored(try ResultStore.decodeAny(text, of: path))
    }

    /// Why a form that `bench export` and `bench compare` write cannot be read back.
    private static func summary(_ form: String, _ path: FilePath) -> StoreError {
        .malformed(
            path: path,
            "it is \(form), which has one number per cell and not what each process measured: compare the "
                + "result itself, or export it with --to go or --to google")
    }
}
