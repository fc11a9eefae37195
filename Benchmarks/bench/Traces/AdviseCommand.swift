import ArgumentParser
import BenchResults
import Harness
import Report
import SystemPackage

/// `bench advise`: what each strategy would do to a recorded program.
struct AdviseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advise",
        abstract:
            "Replay a trace under each strategy: what it would cost that program, and whether it would end it."
    )

    @Argument(help: ArgumentHelp("A trace that bench record made.", valueName: "trace"))
    var trace: String

    @OptionGroup var strategies: StrategyOptions
    @OptionGroup var size: QuickOption
    @OptionGroup var cpu: CPUOption
    @OptionGroup var seed: SeedOption

    @Option(help: "What to print on standard output: table, markdown or json.")
    var format: TraceCommand.Format = .table

    @Option(
        help: ArgumentHelp(
            "File for the result of the run. Default: a new file in \(ResultStore.localFolder).",
            valueName: "file"))
    var output: String?

    func run() throws {
        let settings = RunSettings(
            selection: CellSelection(strategies: strategies.value, isQuick: size.quick),
            conditions: RunConditions(seed: seed.value, cpu: cpu.cpu))
        let path = try ResultPath.destination(output, prefix: "advise-")
        let advice = try AdviseHarness.advise(
            on: trace, settings, output: path, listener: StandardError.listen)
        StandardError.say("result: \(path)")
        switch format {
        case .table: try StandardOutput.write(Document(advice).text(for: .standardOutput))
        case .markdown: try StandardOutput.write(Document(advice).markdown)
        case .json:
            try StandardOutput.write(
                String(decoding: try ResultStore.encode(advice, pretty: true), as: UTF8.self))
        }
    }
}
