import ArgumentParser
import BenchResults
import BoundsStrategies
import CallbackRuntime
import Harness
import PerfCounters
import Report
import SystemPackage

/// `bench run`: the cost table.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Measure, print the table and store the result (the default).")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var runtimes: RuntimeOptions

    @Option(help: "Processes per cell, 1 to 1000; each is one replicate. Default 12, with --quick 6.")
    var processes: Int?

    @Option(help: "Samples per process at most, 1 to 10000. Default 10, with --quick 2.")
    var samples: Int?

    @OptionGroup var cpu: CPUOption
    @OptionGroup var seed: SeedOption

    @Flag(
        help: """
            Record in a pass of its own how the times of small batches of callbacks are distributed: \
            p50, p90, p99, p99.9 and the maximum. At most 5 processes per cell, each as long as it samples.
            """)
    var latency = false

    @OptionGroup var counters: CounterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var baselines: BaselineOptions

    @Option(
        help: ArgumentHelp(
            """
            Resume an interrupted run, or one of which processes failed or were killed: those are run again. \
            Its journal lies beside the result until then.
            """, valueName: "result"))
    var resume: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            Measure one part of the run only, such as 3/8: the third of eight, which bench merge makes one result of. \
            All need the same options and the same --seed; its default is \(Shard.seed) then. Parts are whole workloads, \
            or some processes of one.
            """, valueName: "part/parts"))
    var shard: String?

    @Flag(help: "Print what would be measured and stop.")
    var dryRun = false

    func validate() throws {
        if baselines.baseline != nil && !output.isText {
            throw ValidationError("--baseline goes with --format table or brief only")
        }
    }

    func run() throws {
        let shard = try shard.map(Shard.typed)
        if let shard { try baselines.checkAbsent(for: shard) }
        let seed = self.seed.seed ?? (shard == nil ? self.seed.value : Shard.seed)
        let settings = RunSettings(
            selection: selection.value, runtimes: runtimes.value, processes: processes, samples: samples,
            hasLatency: latency,
            counters: counters.value, conditions: RunConditions(seed: seed, cpu: cpu.cpu))
        if resume == nil && dryRun {
            let plan = try settings.plan(
                plugIns: try settings.selection.strategies.plugIns(StandardError.listen),
                runtimes: try settings.runtimes.runtimes(StandardError.listen))
            let document = Document(dryRunOf: shard.map(plan.part) ?? plan, shard: shard)
            try StandardOutput.write(document.text(for: .standardOutput))
            return
        }
        let baselines = try Baselines(save: self.baselines.saveBaseline, compare: self.baselines.baseline)
        let (setup, callgrindFolder) = try setup(settings, shard)
        if let shard = setup.shard?.shard { try self.baselines.checkAbsent(for: shard) }
        let latencyLog = try output.latencyLogPath(for: setup.whole)
        try setup.checkOutputs(
            latencyLog: latencyLog, baseline: baselines.saved, callgrindFolder: callgrindFolder)
        let harness = RunHarness(setup, callgrindFolder: callgrindFolder, listener: StandardError.listen)
        let result = try harness.run()
        StandardError.say("result: \(setup.path)")
        try baselines.save(result)
        if let path = baselines.saved { StandardError.say("baseline: \(path)") }
        if let latencyLog { try ResultStore.write(text: LatencyLog(result).text, to: latencyLog) }
        try StandardOutput.write(
            try output.text(of: result, at: setup.path, isDetailed: isDetailed(setup.plan)))
        try checkFailures(in: result)
        try show(baselines.comparison(with: result))
    }

    /// A regression is an exit status, after everything has been shown.
    private func show(_ comparison: ResultComparison?) throws {
        guard let comparison else { return }
        let text = try ComparisonFormat.table.text(of: comparison, onlyChanges: false)
        try StandardOutput.write("\n" + text)
        if comparison.hasRegression { throw ExitCode(ExitStatus.deviation) }
    }

    /// A workload that did not do what it claims is no result: it is named, and the run has failed.
    private func checkFailures(in result: BenchResult) throws {
        let failed = result.cells.filter { $0.status == .failed }
        try StandardError.checkFailures(failed.map { ($0.name, $0.reason ?? "no reason given") })
    }

    /// What is measured, and where callgrind's files go.
    private func setup(_ settings: RunSettings, _ shard: Shard?) throws -> (RunSetup, FilePath?) {
        guard let resume else {
            let plugIns = try settings.selection.strategies.plugIns(StandardError.listen)
            let runtimes = try settings.runtimes.runtimes(StandardError.listen)
            let plan = try settings.plan(plugIns: plugIns, runtimes: runtimes)
            // All that may be refused, before anything is written.
            try output.check(for: plan)
            try CounterSettings.checkTools(for: (shard.map(plan.part) ?? plan).exact)
            _ = try output.latencyLogPath(for: plan)
            let path = try output.path()
            let folder = try output.callgrindFolder()
            return (
                try RunSetup(plan: plan, shard: shard, plugIns: plugIns, runtimes: runtimes, path: path),
                folder
            )
        }
        guard isDefault, shard == nil, output.output == nil, !dryRun else {
            throw UsageError(
                "--resume keeps the plan of the run, and its shard: only --format and --latency-log go with it"
            )
        }
        try ResultPath.checkResumable(resume)
        let resumed = try RunSetup(resuming: FilePath(resume), listener: StandardError.listen)
        try output.check(for: resumed.whole)
        try CounterSettings.checkTools(for: resumed.plan.exact)
        return (resumed, try output.callgrindFolder())
    }

    private func isDetailed(_ plan: RunPlan) -> Bool {
        plan.latencyRounds != nil || plan.sweep != nil || plan.exact != nil || !counters.value.isDefault
    }

    /// Whether nothing was said of what is measured and how.
    private var isDefault: Bool {
        selection.value == CellSelection() && runtimes.value.isDefault && counters.value.isDefault && !latency
            && processes == nil
            && samples == nil && cpu.cpu == nil && seed.seed == nil
    }
}
