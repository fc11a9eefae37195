import ArgumentParser
import BenchResults
import SystemPackage

/// `bench export`: a result in the form of another tool.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a result in the form of another tool.",
        discussion: """
            go: Go benchmark text, for benchstat; a process is a line. \
            google: Google Benchmark JSON, for its compare.py; a process is a repetition. \
            bencher: Bencher Metric Format. csv: a line a cell.
            """)

    @Argument(help: ArgumentHelp("File of a result.", valueName: "result"))
    var result: String

    @Option(help: "The form: \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var to: ExportFormat

    func run() throws {
        let export = try to.export(try ResultStore.read(FilePath(result)))
        for remark in export.remarks { StandardError.say(remark) }
        try StandardOutput.write(export.text)
    }
}

extension ExportFormat: ExpressibleByArgument {}
