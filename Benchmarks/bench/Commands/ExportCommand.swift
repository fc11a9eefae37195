import ArgumentParser
import BenchResults
import Harness
import SystemPackage

/// `bench export`: results in the form of another tool.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write results in the format of another tool.",
        discussion: """
            go: Go benchmark text, for benchstat; one line per process. \
            google: Google Benchmark JSON, for its compare.py; one repetition per process. \
            bencher: Bencher Metric Format. csv: one line per cell. \
            openmetrics: text for Prometheus, as a file of its node exporter or for its push gateway. \
            sqlite: a database of one or several results, in --output; its .schema says what the columns are.

            bench export results/reference/result.json --to openmetrics
            bench export results/reference/*.json --to sqlite --output results.sqlite
            """)

    @Argument(help: ArgumentHelp("Files of results; several only for sqlite.", valueName: "result"))
    var results: [String]

    @Option(help: ArgumentHelp("The format.", valueName: "format"))
    var to: Form

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "File for it, replaced if it is there. Default: standard output; sqlite needs a file.",
            valueName: "file"))
    var output: String?

    /// Where results can go.
    enum Form: ExpressibleByArgument {
        case text(ExportFormat)
        case sqlite

        private static let database = "sqlite"

        init?(argument: String) {
            if argument == Self.database {
                self = .sqlite
            } else if let format = ExportFormat(rawValue: argument) {
                self = .text(format)
            } else {
                return nil
            }
        }

        static var allValueStrings: [String] { ExportFormat.allCases.map(\.rawValue) + [database] }

        var defaultValueDescription: String {
            if case .text(let format) = self { format.rawValue } else { Self.database }
        }
    }

    func validate() throws {
        switch to {
        case .sqlite where output == nil:
            throw ValidationError("--to sqlite: a database is a file: name it with --output")
        case .text(let format) where results.count > 1:
            throw ValidationError(
                "--to \(format.rawValue): it takes one result, not \(results.count): --to sqlite takes several"
            )
        default: return
        }
    }

    func run() throws {
        let files = StoredDocuments(results)
        let destination = try output.map { (path) throws(UsageError) in try files.destination(path) }
        guard case .text(let format) = to else {
            if let destination { try SQLiteExport.write(results.map { FilePath($0) }, to: destination) }
            return
        }
        let file = FilePath(results[0])
        let export = try format.export(try ResultStore.readAny(file), of: file)
        for remark in export.remarks { StandardError.say(remark) }
        if let destination {
            try ResultStore.write(text: export.text, to: destination)
        } else {
            try StandardOutput.write(export.text)
        }
    }
}
