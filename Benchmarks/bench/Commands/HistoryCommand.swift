import ChildProtocol
import ArgumentParser
import BenchResults
import Report
import SystemPackage

/// `bench history`: the same cells in one result after another.
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show how cells cost over the results that are stored.",
        discussion: """
            Results come in the order of their commits where all are known, by time otherwise. Sessions are \
            not paired, and drift: a step is a reason to run bench commits, not a finding.
            """)

    @Argument(
        help: ArgumentHelp(
            "A cell (thread:fixed), or a workload for all its strategies. Default: all strategies of all.",
            valueName: "cell"))
    var cell: String?

    @Option(
        help: ArgumentHelp(
            "Folder of results; may be given more than once. Default: \(Self.folders.joined(separator: ", ")).",
            valueName: "folder"))
    var results: [String] = []

    @Option(help: "What to print: table or json.")
    var format: Format = .table

    /// The forms in which a history is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case json
    }

    private static let folders = ["results/reference", ResultStore.localFolder.string]

    func run() async throws {
        let found = try read()
        let history = History(
            of: found, commitOrder: await SourceTree.commitOrder(), where: isWanted)
        guard !history.cells.isEmpty else {
            let names = found.flatMap { $0.result.workloads.map(\.name) }
            let known = names.enumerated().filter { names.firstIndex(of: $1) == $0 }.map(\.element)
            throw UsageError("no result has '\(cell ?? "")'; choose from \(known.joined(separator: ", "))")
        }
        switch format {
        case .table: try StandardOutput.write(Document(history).text(for: .standardOutput))
        case .json: try StandardOutput.write(String(decoding: try ResultStore.encode(history), as: UTF8.self))
        }
    }

    private func isWanted(_ candidate: CellResult) -> Bool {
        guard let cell else { return candidate.kind == .strategy }
        return candidate.name == cell || (candidate.workload == cell && candidate.kind == .strategy)
    }

    /// The results of all folders. A file that is no result is named and passed over: one bad file must not
    /// hide the others. Those of other kinds (the verdicts on record) are no concern of this.
    private func read() throws -> [(file: String, result: BenchResult)] {
        let folders = results.isEmpty ? Self.folders : results
        var found: [(file: String, result: BenchResult)] = []
        for folder in folders {
            guard let files = ResultFolder.files(in: FilePath(folder)) else {
                if results.isEmpty { continue }
                throw UsageError("--results \(folder): it is no folder that can be read")
            }
            for file in files {
                do throws(StoreError) {
                    found.append((file.string, try ResultStore.read(file)))
                } catch {
                    if !error.isOtherKind { StandardError.say("passed over: \(error)") }
                }
            }
        }
        if found.isEmpty {
            throw UsageError("there is no result in \(folders.joined(separator: " or ")): run bench first")
        }
        return found
    }
}
