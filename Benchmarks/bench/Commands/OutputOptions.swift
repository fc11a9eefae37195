import ArgumentParser
import BenchResults
import CLibrary
import FoundationEssentials
import Harness
import Report
import SystemPackage

/// Where the result goes and how it is shown.
struct OutputOptions: ParsableArguments {
    @Option(
        help: """
            What to print on standard output: brief (the costs at a glance and the notes), table (every row too), json \
            or csv. Default: table; in a terminal brief, unless latency, counters, a sweep or more was asked for.
            """)
    var format: OutputFormat?

    @Option(
        help: ArgumentHelp(
            "File for the result. Default: a new file in \(ResultStore.localFolder).", valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Write the histograms of --latency to a log that HdrHistogram's tools open.", valueName: "file"))
    var latencyLog: String?

    @Flag(help: "Say which strategies no other dominates in cost and faults.")
    var pareto = false

    @Flag(help: "With --counters exact: say which functions the instructions of a callback go to.")
    var breakdown = false

    @Option(
        help: ArgumentHelp(
            "With --counters exact: keep callgrind's files here, for callgrind_annotate and KCachegrind.",
            valueName: "folder"))
    var callgrindOut: String?

    /// Whether standard output is for a person, in words and tables.
    var isText: Bool { format == nil || format == .brief || format == .table }

    /// What goes to standard output.
    ///
    /// - Parameters:
    ///   - result: what was measured.
    ///   - path: where it is.
    ///   - isDetailed: whether more than costs was asked for, which a brief form leaves out.
    /// - Returns: the text.
    /// - Throws: when the verdicts on record are needed and cannot be read.
    func text(of result: BenchResult, at path: FilePath, isDetailed: Bool) throws -> String {
        let isBrief = isatty(STDOUT_FILENO) == 1 && !isDetailed && !pareto && !breakdown
        switch format ?? (isBrief ? .brief : .table) {
        case .brief:
            return Document(brief: result, path: path.string).text(for: .standardOutput)
        case .table:
            let path = ExpectationRecord.standardPath
            let record = pareto ? try ExpectationRecord(path: path).read() : nil
            return Document(
                result, hasPareto: pareto, record: record.map { Named(name: path.string, document: $0) },
                hasBreakdown: breakdown, glossary: .current
            ).text(for: .standardOutput)
        case .json: return String(decoding: try ResultStore.encode(result), as: UTF8.self)
        case .csv: return CSVReport(result).text
        }
    }

    /// These are tables, and add to no other form.
    func validate() throws {
        for (option, isGiven) in [("--pareto", pareto), ("--breakdown", breakdown)]
        where isGiven && format != nil && format != .table {
            throw ValidationError("\(option) goes with --format table only")
        }
    }

    /// Finds out whether what was asked for is possible, and makes nothing yet.
    func check(for plan: RunPlan) throws(UsageError) {
        for (option, isGiven) in [("--breakdown", breakdown), ("--callgrind-out", callgrindOut != nil)]
        where isGiven && plan.exact == nil {
            throw UsageError("\(option) goes with --counters exact only")
        }
        let files = [("--output", output), ("--latency-log", latencyLog), ("--callgrind-out", callgrindOut)]
        for (option, path) in files {
            if let path { try ResultPath.check(path, option: option) }
        }
        guard let callgrindOut else { return }
        let parent = FilePath(callgrindOut).removingLastComponent()
        let place = access(callgrindOut, F_OK) == 0 ? callgrindOut : parent.isEmpty ? "." : parent.string
        guard access(place, W_OK | X_OK) == 0 else { throw Self.noFolder(callgrindOut) }
    }

    private static func noFolder(_ path: String) -> UsageError {
        UsageError("--callgrind-out \(path): not a folder that can be written to")
    }

    /// The folder for callgrind's files, made if need be.
    func callgrindFolder() throws(UsageError) -> FilePath? {
        guard let callgrindOut else { return nil }
        try? FileManager.default.createDirectory(atPath: callgrindOut, withIntermediateDirectories: false)
        guard access(callgrindOut, W_OK | X_OK) == 0 else { throw Self.noFolder(callgrindOut) }
        return FilePath(callgrindOut)
    }

    /// Where the histogram log goes, found to be writable, if one is wanted.
    func latencyLogPath(for plan: RunPlan) throws(UsageError) -> FilePath? {
        guard let latencyLog else { return nil }
        guard plan.latencyRounds != nil else {
            throw UsageError("--latency-log \(latencyLog): the run has no latency pass: add --latency")
        }
        return try ResultPath.destination(latencyLog, option: "--latency-log")
    }

    /// The file for the result, found to be writable.
    func path() throws(UsageError) -> FilePath { try ResultPath.destination(output, prefix: "") }
}

/// The forms in which a result is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case brief
    case table
    case json
    case csv
}
