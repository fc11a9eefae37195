import ArgumentParser
import BenchResults
import Harness
import Report
import SystemPackage

/// `bench merge`: one result of a run that several machines measured.
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Make one result of the shards of a run.",
        discussion: """
            Shards are what bench run --shard measured, each in a process or on a machine of its own, with the \
            same options and the same program. Floor, ratios and null pair are taken within one machine: shards of \
            machines that are alike are pooled; where they are not, the result has a part for each, \
            merged.json#1, merged.json#2, which every command takes.

            bench run --shard 1/2 --output 1.json; bench run --shard 2/2 --output 2.json
            bench merge 1.json 2.json --output merged.json
            """)

    @Argument(help: ArgumentHelp("Results of shards, in any order.", valueName: "shard"))
    var shards: [String]

    @Flag(help: "Merge what there is when shards are missing: the result is incomplete, and says so.")
    var allowMissing = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "File for the result. Default: a new file in \(ResultStore.localFolder).", valueName: "file"))
    var output: String?

    @Option(help: "What to print on standard output: brief, table, json or csv.")
    var format: OutputFormat = .table

    func run() throws {
        let outcome = try StoredShards.merge(shards, allowMissing: allowMissing)
        let files = StoredDocuments(shards)
        let path = try files.destination(output ?? ResultPath.new(prefix: "merged-").string)
        switch outcome {
        case .oneMachine(let result): try finish(result, .run(result), at: path)
        case .severalMachines(let merged): try finish(merged, .merged(merged), at: path)
        }
    }

    private func finish(_ result: some StoredDocument, _ document: StoredResult, at path: FilePath) throws {
        // As a reader of the file gets it.
        let (text, _) = try ResultStore.checked(result, for: path)
        try ResultStore.write(text, to: path)
        StandardError.say("result: \(path)")
        switch format {
        case .brief:
            try StandardOutput.write(
                document.runs(of: path.string).map {
                    Document(brief: $0.result, path: $0.name).text(for: .standardOutput)
                }.joined(separator: "\n"))
        case .table: try StandardOutput.write(table(document, path))
        case .json: try StandardOutput.write(String(decoding: text, as: UTF8.self))
        case .csv: try StandardOutput.write(try ExportFormat.csv.export(document, of: path).text)
        }
    }

    private func table(_ document: StoredResult, _ path: FilePath) -> String {
        if case .run(let result) = document {
            return Document(result, glossary: .current).text(for: .standardOutput)
        }
        var input = ReportInput()
        input.add(document, named: path.lastComponent?.string ?? path.string)
        return Report(input, glossary: .current).document.text(for: .standardOutput)
    }
}
