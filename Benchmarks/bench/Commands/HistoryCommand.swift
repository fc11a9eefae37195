import ArgumentParser
import BenchResults
import Harness
import Report
import SystemPackage

/// `bench history`: the same cells in one result after another.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show how costs changed over the stored results.",
        discussion: """
            Results come in the order of their commits where all are known, by time otherwise, and each \
            machine has lines of its own. A change of level is searched for in the whole series of a cell (E-divisive \
            means, p 0.001): it takes some 14 results. Sessions are not paired, and drift: a change is a \
            reason to run bench commits.
            """)

    @Argument(
        help: ArgumentHelp(
            "A cell (thread:fixed), or a workload for all its strategies. Default: all strategies of all.",
            valueName: "cell"))
    var cell: String?

    @Option(
        help: ArgumentHelp(
            """
            Folder of results; may be given more than once. \
            Default: \(StoredHistory.standardFolders.joined(separator: ", ")).
            """, valueName: "folder"))
    var results: [String] = []

    @Option(help: "What to print: table or json.")
    var format: Format = .table

    /// The forms in which a history is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case json
    }

    func run() throws {
        let history = try StoredHistory.read(of: cell, in: results, listener: StandardError.listen)
        switch format {
        case .table: try StandardOutput.write(Document(history).text(for: .standardOutput))
        case .json: try StandardOutput.write(String(decoding: try ResultStore.encode(history), as: UTF8.self))
        }
    }
}
