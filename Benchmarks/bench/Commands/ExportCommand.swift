import ArgumentParser
import BenchResults
import SystemPackage

/// `bench export`: a result in the form of another tool.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a result in the format of another tool.",
        discussion: """
            go: Go benchmark text, for benchstat; one line per process. \
            google: Google Benchmark JSON, for its compare.py; one repetition per process. \
            bencher: Bencher Metric Format. csv: one line per cell.
            """)

    @Argument(help: ArgumentHelp("File of a result.", valueName: "result"))
    var result: String

    @Option(help: ArgumentHelp("The format.", valueName: "format"))
    var to: ExportFormat

    func run() throws {
        let export = try to.export(try ResultStore.read(FilePath(result)))
        for remark in export.remarks { StandardError.say(remark) }
        try StandardOutput.write(export.text)
    }
}

extension ExportFormat: ExpressibleByArgument {}
