import ArgumentParser
import BenchResults
import SystemPackage

/// `bench commits`: two commits, built and measured now.
struct CommitsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "commits", abstract: "Build two commits, measure them in turn, and say what changed.",
        discussion: """
            Each commit is checked out into a folder of its own and built there from nothing; processes of \
            both then alternate until the intervals decide or the budget ends. What looks changed is \
            measured again and must recur. A path with a slash is taken for a built program.
            Exit status 3: something is slower or has newly died, or a safety verdict has changed.
            """)

    @Argument(help: ArgumentHelp("The commits; with --bisect one range A..B.", valueName: "old> <new"))
    var commits: [String] = []

    @Flag(help: "Compare HEAD with the tree as it is, uncommitted changes and new files included.")
    var workingTree = false

    @Option(help: ArgumentHelp("Walk through A..B to the commit that changed a cell.", valueName: "cell"))
    var bisect: String?

    @Option(help: ArgumentHelp("Time for measuring. Default 5m, with --quick 60s.", valueName: "time"))
    var budget: TimeBudget?

    @Flag(help: "One size of each kind of workload.")
    var quick = false

    @OptionGroup var selection: SelectionOptions

    @Option(help: "Run every child on this CPU.")
    var cpu: Int?

    @Option(help: "Seed of the order of cells and of all that is random, 0 to 4294967295. Default: drawn.")
    var seed: UInt32?

    @Flag(help: "Leave out the safety verdicts of bench check.")
    var skipCheck = false

    @OptionGroup var comparison: ComparisonOptions

    @Option(
        help: ArgumentHelp(
            "File for the comparison. Default: a new file in \(ResultStore.localFolder).",
            valueName: "file"))
    var output: String?

    func run() async throws {
        _ = try selection.blocks(plugIns: [], isQuick: quick)
        guard selection.sweep == nil, selection.strategies.strategyLibrary.isEmpty else {
            throw UsageError("--sweep and --strategy-library belong to one program: bench run has them")
        }
        let path: FilePath
        do {
            path = try ResultStore.destination(
                output.map { FilePath($0) } ?? ResultPath.new(prefix: "compare-"))
        } catch { throw UsageError("\(error)") }
        let pairing = Pairing(
            selection: selectionArguments, rules: comparison.rules,
            budget: budget?.seconds ?? (quick ? 60 : 300), seed: UInt64(seed ?? .random(in: 0...UInt32.max)),
            cpu: cpu, checks: !skipCheck && selection.isDefault, output: path)
        let interruption = Interruption()
        do {
            let sides = try await self.sides()
            let result = try await interruption.guarding { [bisect] in
                if let bisect { return try await Bisection(pairing, cell: bisect).run(sides) }
                return try await pairing.run(sides.old, sides.new)
            }
            StandardError.say("comparison: \(path)")
            try comparison.finish(result)
        } catch is CancellationError {
            StandardError.say("interrupted: \(pairing.remains)")
            throw ExitCode(interruption.exitCode)
        } catch let error as BuiltRevision.Failure {
            StandardError.say("\(error)")
            throw ExitCode(ExitStatus.failure)
        }
    }

    private func sides() async throws -> (old: PairingSide, new: PairingSide) {
        let git = Git(folder: ".")
        if workingTree {
            guard commits.isEmpty, bisect == nil else {
                throw UsageError("--working-tree compares with HEAD: leave out the commits and --bisect")
            }
            let head = try await Revision.resolve("HEAD", in: git)
            return (.revision(head), .revision(try await .workingTree(in: git)))
        }
        var names = commits
        if names.count == 1, let range = names[0].firstRange(of: ".."),
            range.lowerBound > names[0].startIndex,
            range.upperBound < names[0].endIndex
        {
            names = [String(names[0][..<range.lowerBound]), String(names[0][range.upperBound...])]
        } else if bisect != nil {
            throw UsageError("--bisect takes one range, A..B")
        }
        guard names.count == 2 else {
            throw UsageError("commits takes two commits, or --working-tree; there are \(names.count)")
        }
        return (try await PairingSide(names[0], in: git), try await PairingSide(names[1], in: git))
    }

    /// The options as the harness of the newer program takes them.
    private var selectionArguments: [String] {
        var arguments = quick ? ["--quick"] : []
        if !selection.workload.isEmpty {
            arguments += ["--workload", selection.workload.joined(separator: ",")]
        }
        if !selection.strategies.strategy.isEmpty {
            arguments += ["--strategy", selection.strategies.strategy.joined(separator: ",")]
        }
        if let filter = selection.filter { arguments += ["--filter=\(filter)"] }
        if let skip = selection.skip { arguments += ["--skip=\(skip)"] }
        return arguments
    }
}
