import ArgumentParser
import BenchResults
import Report
import SystemPackage
import Traces

/// `bench trace`: what a recording says.
struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Show where the callbacks in a trace came from.")

    /// The forms in which a summary is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case markdown
        case json
    }

    @Argument(help: ArgumentHelp("A trace that bench record made.", valueName: "trace"))
    var trace: String

    @Option(help: "What to print on standard output: table, markdown or json.")
    var format: Format = .table

    func run() throws {
        let summary = TraceSummary(try Trace(contentsOf: FilePath(trace)))
        switch format {
        case .table: try StandardOutput.write(Document(summary).text(for: .standardOutput))
        case .markdown: try StandardOutput.write(Document(summary).markdown)
        case .json:
            try StandardOutput.write(
                String(decoding: try ResultStore.encode(summary, pretty: true), as: UTF8.self))
        }
    }
}
