import ArgumentParser
import BenchResults
import SystemPackage

/// Where the result goes and how it is shown.
struct OutputOptions: ParsableArguments {
    @Option(help: "What to print on standard output: table, json or csv.")
    var format: OutputFormat = .table

    @Option(
        help: ArgumentHelp(
            "File for the result. Default: a new file in \(ResultStore.localFolder).", valueName: "file"))
    var output: String?

    @Flag(help: "Say after the table which strategies no other dominates in cost and faults.")
    var pareto = false

    /// What goes to standard output.
    func text(of result: BenchResult) throws -> String {
        let text = try format.text(of: result)
        guard pareto else { return text }
        let path = ExpectationRecord.standardPath
        let record = try ExpectationRecord(path: path).read().map { (verdicts: $0, path: path.string) }
        return text + ParetoTable(result, record: record).text
    }

    /// --pareto is a table, and adds to no other form.
    func validate() throws {
        if pareto && format != .table { throw ValidationError("--pareto goes with --format table only") }
    }

    /// The file for the result.
    var path: FilePath { output.map { FilePath($0) } ?? ResultPath.new() }
}

/// The forms in which a result is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
    case csv

    func text(of result: BenchResult) throws -> String {
        switch self {
        case .table: TableReport(result).text
        case .json: String(decoding: try ResultStore.encode(result), as: UTF8.self)
        case .csv: CSVReport(result).text
        }
    }
}
