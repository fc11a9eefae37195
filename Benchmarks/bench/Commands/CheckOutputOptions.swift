import ArgumentParser
import BenchResults
import Report
import SystemPackage

/// Where the result of a check goes and how it is shown.
struct CheckOutputOptions: ParsableArguments {
    /// The forms in which a check is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case json

        func text(of result: CheckResult) throws -> String {
            switch self {
            case .table: Document(result, glossary: .current).text(for: .standardOutput)
            case .json: String(decoding: try ResultStore.encode(result), as: UTF8.self)
            }
        }
    }

    @Option(help: "What to print on standard output: table or json.")
    var format: Format = .table

    @Option(
        help: ArgumentHelp(
            "File for the result. Default: a new file in \(ResultStore.localFolder).", valueName: "file"))
    var output: String?
}
