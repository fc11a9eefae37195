import ArgumentParser
import BenchResults
import Cells
import Harness
import Report
import Scenarios

/// `bench explore`: the search for what breaks a strategy.
struct ExploreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explore",
        abstract: "Search for what breaks a strategy, and show the shortest programs that do.",
        discussion: """
            Small C programs that call back, switch stacks, free and remap them, change threads, fork, jump out of \
            callbacks and forget to tell are run, each in a process of its own: all up to a length, then random \
            longer ones. Exit status 3: something was found.
            """)

    @Argument(
        help: ArgumentHelp(
            "Strategies, with knobs as elsewhere: tiered accurate:restore=off.", valueName: "strategy"))
    var names: [String] = []

    @OptionGroup var library: StrategyLibraryOption

    @Option(help: ArgumentHelp("Run all sequences of up to so many steps.", valueName: "steps"))
    var depth = 5

    @Option(
        help: ArgumentHelp(
            "Run at most so many random longer sequences. Default: as many as there is time for.",
            valueName: "number"))
    var longer: Int?

    @Option(
        help: ArgumentHelp("How long each strategy is explored: 60s, 5m, 1h.", valueName: "time"),
        transform: { try TimeBudget(typed: $0) })
    var budget = TimeBudget(seconds: 60)

    @Option(help: "Where the body of a callback runs, as in bench check: c-stack or own.")
    var body: CallbackBody = .cStack

    @OptionGroup var seed: SeedOption

    @Option(
        help: ArgumentHelp(
            "Keep the programs as scenarios, for 'bench check --scenario-file'.", valueName: "file"))
    var save: String?

    @Option(help: "What to print on standard output: table or json.")
    var format: Format = .table

    /// The forms in which an exploration is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case json
    }

    func run() throws {
        let file = try save.map { try ResultPath.destination($0, option: "--save") }
        let harness = try ExploreHarness(
            ExploreSettings(
                strategies: StrategySelection(names: names, libraries: library.strategyLibrary), body: body,
                depth: depth, longer: longer, budget: budget.seconds, seed: seed.value),
            listener: StandardError.listen)
        let (result, interruption) = try harness.explore()
        if let file {
            try ResultStore.write(SavedScenarios(result), to: file, pretty: true)
            StandardError.say("scenarios: \(file)")
        }
        switch format {
        case .table:
            let stacks = ExploredPlace.allCases.map { ($0.name, $0.summary) }
            try StandardOutput.write(Document(result, stacks: stacks).text(for: .standardOutput))
        case .json: try StandardOutput.write(String(decoding: try ResultStore.encode(result), as: UTF8.self))
        }
        if let interruption { throw ExitCode(interruption) }
        if result.explorations.contains(where: { !$0.causes.isEmpty }) {
            throw ExitCode(ExitStatus.deviation)
        }
    }
}
