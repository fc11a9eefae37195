import ArgumentParser
import BenchResults
import BoundsStrategies
import CallbackRuntime
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
        let (plan, plugIns, earlier, path) = try prepared()
        if dryRun {
            print(DryRun(plan: plan).text, terminator: "")
            return
        }
        do { try ResultStore.checkWritable(path) } catch { throw UsageError("\(error)") }
        let report = RunReport(plan: plan, path: path, source: await SourceTree.capture(), plugIns: plugIns)
        let journal = try Journal(
            at: Journal.path(for: path), header: .init(plan: plan, build: .current), records: earlier)
        let session = RunSession(plan: plan, journal: journal, records: earlier)
        try await measure(session, report, path)
        let result = try report.write(await session.records, incomplete: nil)
        await session.removeJournal()
        print(try output.format.text(of: result), terminator: "")
        StandardError.say("result: \(path)")
        try checkFailures(in: result)
    }

    /// Measures what is missing. However it ends, what was measured is in the result or in the journal.
    private func measure(_ session: RunSession, _ report: RunReport, _ path: FilePath) async throws {
        let interruption = Interruption()
        do {
            try await interruption.guarding {
                try await session.run {
                    try report.write($0, incomplete: "the run is going on, or was killed")
                }
            }
        } catch is CancellationError {
            try report.write(await session.records, incomplete: interruption.reason)
            StandardError.say(
                "interrupted: \(path) has what was measured; bench run --resume \(path) goes on")
            throw ExitCode(interruption.exitCode)
        } catch let error as StoreError {
            StandardError.say("\(error); bench run --resume \(path) goes on when that is mended")
            throw ExitCode(ExitStatus.failure)
        }
    }

    /// A workload that did not do what it claims is no result: it is named, and the run has failed.
    private func checkFailures(in result: BenchResult) throws {
        let failed = result.cells.filter { $0.status == .failed }
        for cell in failed { StandardError.say("\(cell.name) failed: \(cell.reason ?? "no reason given")") }
        if !failed.isEmpty { throw ExitCode(ExitStatus.failure) }
    }

    /// What to measure, what of it has been measured already, and the file for the result.
    private func prepared() throws -> (RunPlan, [BoundsStrategy], [Record], FilePath) {
        guard let resume else {
            let plugIns = try selection.plugIns()
            let plan = try effort.plan(
                for: try selection.blocks(plugIns: plugIns), strategyLibraries: selection.strategyLibrary,
                sweep: try selection.parsedSweep().map(RunPlan.Sweep.init))
            return (plan, plugIns, [], output.path)
        }
        guard selection.isDefault, effort.isDefault, output.output == nil else {
            throw UsageError("--resume goes on with the plan of the run: only --format goes with it")
        }
        let path = FilePath(resume)
        let (header, records) = try Journal.read(Journal.path(for: path))
        guard header.build == .current else {
            throw UsageError("--resume \(path): was begun by another build of this program; start anew")
        }
        let plugIns: [BoundsStrategy]
        do {
            plugIns = try StrategyLibrary.load(header.plan.strategyLibraries)
        } catch {
            throw UsageError("\(error)")
        }
        return (header.plan, plugIns, records, path)
    }
}

extension RunPlan.Sweep {
    /// The sweep as results have it.
    fileprivate init(_ sweep: Sweep) {
        self.init(
            parameter: sweep.parameter.rawValue,
            points: sweep.sizes.map { Point(workload: sweep.parameter.workload($0).name, size: $0) },
            capReason: sweep.capReason)
    }
}
