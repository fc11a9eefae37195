import ArgumentParser
import BenchResults
import BoundsStrategies
import CallbackRuntime
import PerfCounters
import Report
import SystemPackage
import Workloads

/// `bench run`: the cost table.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Measure, print the table and store the result (the default).")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var effort: EffortOptions
    @OptionGroup var counters: CounterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var baselines: BaselineOptions

    @Option(help: ArgumentHelp("Go on with an interrupted run.", valueName: "result"))
    var resume: String?

    @Flag(help: "Print what would be measured and stop.")
    var dryRun = false

    func run() async throws {
        if resume == nil && dryRun {
            try StandardOutput.write(
                Document(dryRunOf: try newPlan(try selection.strategies.plugIns())).text(for: .standardOutput)
            )
            return
        }
        let baseline = try baselines.prepared()
        let (setup, callgrindFolder) = try await self.setup()
        let latencyLog = try output.latencyLogPath(for: setup.plan)
        let report = RunReport(setup)
        let journal = try Journal(
            at: Journal.path(for: setup.path),
            header: .init(plan: setup.plan, provenance: setup.provenance), records: setup.records)
        let session = RunSession(
            plan: setup.plan, journal: journal, records: setup.records,
            callgrindFolder: callgrindFolder)
        try await measure(session, report, setup.path)
        let result = try report.write(await session.records, incomplete: nil)
        await session.removeJournal()
        StandardError.say("result: \(setup.path)")
        try baseline.save(result)
        if let latencyLog { try ResultStore.write(text: LatencyLog(result).text, to: latencyLog) }
        try StandardOutput.write(try output.text(of: result))
        try checkFailures(in: result)
        try show(baseline.comparison(with: result))
    }

    /// A regression is an exit status, after everything has been shown.
    private func show(_ comparison: ResultComparison?) throws {
        guard let comparison else { return }
        let text = try ComparisonFormat.table.text(of: comparison, onlyChanges: false)
        try StandardOutput.write("\n" + text)
        if comparison.hasRegression { throw ExitCode(ExitStatus.deviation) }
    }

    func validate() throws {
        if baselines.baseline != nil && output.format != .table {
            throw ValidationError("--baseline goes with --format table only")
        }
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
        } catch let error where error is StoreError || error is ProgramCopies.Failure {
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

    /// What is measured, and where callgrind's files go.
    private func setup() async throws -> (RunSetup, FilePath?) {
        guard let resume else {
            let plugIns = try selection.strategies.plugIns()
            let plan = try newPlan(plugIns)
            _ = try output.latencyLogPath(for: plan)  // before anything is written
            let folder = try output.callgrindFolder(for: plan)  // first: it may be refused
            return (try await RunSetup(plan: plan, plugIns: plugIns, path: output.path), folder)
        }
        guard selection.isDefault, effort.isDefault, counters.isDefault, output.output == nil, !dryRun else {
            throw UsageError(
                "--resume goes on with the plan of the run: only --format and --latency-log go with it")
        }
        let resumed = try await RunSetup(resuming: FilePath(resume))
        return (resumed, try output.callgrindFolder(for: resumed.plan))
    }

    private func newPlan(_ plugIns: [BoundsStrategy]) throws -> RunPlan {
        try effort.plan(
            for: try selection.blocks(plugIns: plugIns, isQuick: effort.quick),
            strategyLibraries: selection.strategies.strategyLibrary,
            sweep: try selection.parsedSweep().map(RunPlan.Sweep.init),
            counters: counters)
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
