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

    @Option(
        help: ArgumentHelp(
            "Write the histograms of --latency to a log that HdrHistogram's tools open.", valueName: "file"))
    var latencyLog: String?

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

    /// Where the histogram log goes, found to be writable, if one is wanted.
    func latencyLogPath(for plan: RunPlan) throws(UsageError) -> FilePath? {
        guard let latencyLog else { return nil }
        guard plan.latencyRounds != nil else {
            throw UsageError("--latency-log \(latencyLog): the run has no latency pass: add --latency")
        }
        do {
            return try ResultStore.destination(FilePath(latencyLog))
        } catch {
            throw UsageError("--latency-log: \(error)")
        }
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
