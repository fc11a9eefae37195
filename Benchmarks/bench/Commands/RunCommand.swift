import ArgumentParser
import BenchResults
import BoundsStrategies
import Measurement
import PerfCounters
import SystemPackage
import Workloads

/// `bench run`: the cost table.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Measure, print the table and store the result (the default).")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var effort: EffortOptions
    @OptionGroup var output: OutputOptions

    @Option(help: ArgumentHelp("Go on with an interrupted run.", valueName: "result"))
    var resume: String?

    @Flag(help: "Print what would be measured and stop.")
    var dryRun = false

    func run() async throws {
        let (plan, earlier, path) = try prepared()
        if dryRun {
            print(DryRun(plan: plan).text, terminator: "")
            return
        }
        do { try ResultStore.checkWritable(path) } catch { throw UsageError("\(error)") }
        let report = RunReport(plan: plan, path: path, source: await SourceTree.capture())
        let journal = try Journal(at: Journal.path(for: path), plan: plan, records: earlier)
        let session = RunSession(plan: plan, journal: journal, records: earlier)
        let interruption = Interruption()
        do {
            try await interruption.guarding {
                try await session.run { try report.write($0, incomplete: "the run has not ended") }
            }
        } catch is CancellationError {
            try report.write(await session.records, incomplete: interruption.reason)
            StandardError.say(
                "interrupted: \(path) has what was measured; bench run --resume \(path) goes on")
            throw ExitCode(interruption.exitCode)
        }
        let result = try report.write(await session.records, incomplete: nil)
        await session.removeJournal()
        print(try output.format.text(of: result), terminator: "")
        StandardError.say("result: \(path)")
        try checkFailures(in: result)
    }

    /// A workload that did not do what it claims is no result: it is named, and the run has failed.
    private func checkFailures(in result: BenchResult) throws {
        let failed = result.cells.filter { $0.status == .failed }
        for cell in failed { StandardError.say("\(cell.name) failed: \(cell.reason ?? "no reason given")") }
        if !failed.isEmpty { throw ExitCode(ExitStatus.failure) }
    }

    private func prepared() throws -> (RunPlan, [Record], FilePath) {
        if let resume {
            let journal = Journal.path(for: FilePath(resume))
            let (plan, records) = try Journal.read(journal)
            return (plan, records, FilePath(resume))
        }
        let plan = try effort.plan(for: try selection.blocks())
        return (plan, [], output.path)
    }
}
