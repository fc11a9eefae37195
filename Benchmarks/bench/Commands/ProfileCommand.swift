import ArgumentParser
import BenchResults
import BoundsStrategies
import CallbackRuntime
import ChildProtocol
import FoundationEssentials
import Harness
import PerfCounters
import Report
import SystemPackage

/// `bench profile`: where a callback's time or instructions go.
struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Run one cell for a while under a profiler that sees only the measured callbacks.",
        discussion: """
            With perf the functions are shown in which samples were taken, and what perf stat counts. Without \
            it, or where perf has no event to sample, valgrind counts every instruction.
            """)

    @Argument(
        help: ArgumentHelp(
            "The cell, thread:fixed; or a strategy with its knobs and a workload, fixed thread.",
            valueName: "cell"))
    var cell: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            What profiles: hardware (perf, cycles), software (perf, the kernel's clock), exact (valgrind), or \
            auto, the first of these that works.
            """, valueName: "source"))
    var counters: ProfileSettings.Source = .auto

    @Flag(help: "Show the instructions, too, each with its exact count a callback. Needs valgrind.")
    var instructions = false

    @Flag(help: "With --instructions: those that are hardly ever executed, too.")
    var all = false

    @Option(help: "Seconds that perf watches, 1 to 3600.")
    var seconds = 2

    @OptionGroup var cpu: CPUOption
    @OptionGroup var library: StrategyLibraryOption

    @Option(
        help: ArgumentHelp(
            "Keep the profile: a file for perf report, or for callgrind_annotate and KCachegrind.",
            valueName: "file"))
    var output: String?

    func validate() throws {
        if all && !instructions { throw ValidationError("--all: of what? Give it with --instructions.") }
    }

    func run() throws {
        let cell = try ProfileSettings.cell(cell)
        let settings = ProfileSettings(
            strategy: cell.strategy, workload: cell.workload, strategyLibraries: library.strategyLibrary,
            source: counters, showsInstructions: instructions, seconds: seconds, cpu: cpu.cpu)
        let file = try output.map { (path) throws(UsageError) in try ResultPath.destination(path) }
        let harness = try ProfileHarness(settings, file: file, listener: StandardError.listen)
        let document =
            switch try harness.run() {
            case .perf(let profile): Document(profile)
            case .exact(let cell, let functions, let code):
                Document(instructionsOf: "\(cell)", functions, code, showingAll: all)
            }
        try StandardOutput.write(document.text(for: .standardOutput))
    }
}

extension ProfileSettings.Source: ExpressibleByArgument {}
