import ArgumentParser
import BenchResults
import Harness
import SystemPackage

/// `bench commits`: two commits, built and measured now.
struct CommitsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "commits", abstract: "Build two commits, measure them in turn, and say what changed.",
        discussion: """
            Each commit is checked out into a folder of its own and built there from nothing, unless that was \
            done before; commits with the same sources are not built. Processes of both then alternate until \
            the intervals decide or the budget ends. What looks changed is \
            measured again and must recur. A path with a slash is taken for a built program.
            Exit status 3: something is slower or has newly died, or a safety verdict has changed.
            """)

    @Argument(help: ArgumentHelp("The commits; with --bisect one range A..B.", valueName: "old> <new"))
    var commits: [String] = []

    @Flag(help: "Compare HEAD with the tree as it is, uncommitted changes and new files included.")
    var workingTree = false

    @Option(help: ArgumentHelp("Find the commit in A..B that changed a cell.", valueName: "cell"))
    var bisect: String?

    @Option(
        help: ArgumentHelp(
            "Time for measuring: 90s, 5m, 1h. Default 5m, with --quick 60s.", valueName: "time"),
        transform: TimeBudget.init(typed:))
    var budget: TimeBudget?

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var cpu: CPUOption
    @OptionGroup var seed: SeedOption

    @Flag(help: "Do not compare the safety verdicts of bench check.")
    var skipCheck = false

    @Flag(help: "Build commits that were built before, too, and do not keep the programs.")
    var noCache = false

    @Flag(
        help:
            "Measure programs as they were built, and not in several layouts with another order of functions."
    )
    var naturalLayout = false

    @OptionGroup var comparison: ComparisonOptions

    @Option(
        help: ArgumentHelp(
            "File for the comparison. Default: a new file in \(ResultStore.localFolder).",
            valueName: "file"))
    var output: String?

    func run() throws {
        let cells = selection.value
        _ = try cells.blocks(plugIns: [])
        guard cells.sweep == nil, cells.strategies.libraries.isEmpty else {
            throw UsageError("--sweep and --strategy-library belong to one program: bench run has them")
        }
        let conditions = RunConditions(seed: seed.value, cpu: cpu.cpu)
        try conditions.check()
        let path = try ResultPath.destination(output, prefix: "compare-")
        let settings = PairingSettings(
            selection: cells, rules: comparison.rules,
            budget: budget?.seconds ?? (cells.isQuick ? 60 : 300), conditions: conditions,
            output: path.string)
        let harness = CommitsHarness(
            settings: settings, safetyOmission: skipCheck ? "--skip-check" : nil, usesCache: !noCache,
            hasLayouts: !naturalLayout, listener: StandardError.listen)
        let result = try harness.run(try sides(), bisecting: bisect)
        StandardError.say("comparison: \(path)")
        try comparison.finish(result)
    }

    private func sides() throws -> CommitSides {
        guard workingTree else { return try CommitSides(commits, mustBeRange: bisect != nil) }
        guard commits.isEmpty, bisect == nil else {
            throw UsageError("--working-tree compares with HEAD: leave out the commits and --bisect")
        }
        return .workingTree
    }
}
