import ArgumentParser
import CallbackRuntime
import Harness

/// The seed of a command.
struct SeedOption: ParsableArguments {
    @Option(
        help:
            "Random seed, 0 to 4294967295, for the order of cells and all else that is random. Default: a new one."
    )
    var seed: UInt32?

    /// The seed that was given, or a new one.
    var value: UInt32 { seed ?? .random(in: 0...UInt32.max) }
}

/// The CPU of a command's children.
struct CPUOption: ParsableArguments {
    @Option(help: "Run every child on this CPU.")
    var cpu: Int?
}

/// Whether a first look is enough.
struct QuickOption: ParsableArguments {
    @Flag(
        help: """
            For a first look: one size of each kind of workload, and only as many samples as an interval needs.
            """)
    var quick = false
}

/// Which cells, by regular expressions.
struct FilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only those of the selected cells whose name, workload:strategy, matches this regular expression.",
            valueName: "regex"))
    var filter: String?

    @Option(
        help: ArgumentHelp(
            "Leave out those of the selected cells whose name, workload:strategy, matches this regular expression.",
            valueName: "regex"))
    var skip: String?

    var value: CellFilter { CellFilter(only: filter, skip: skip) }
}

/// Strategies of the user's own.
struct StrategyLibraryOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A shared library with strategies of your own, treated like the others (repeatable).",
            valueName: "file"))
    var strategyLibrary: [String] = []
}

/// Which strategies, the user's own among them.
struct StrategyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Strategies, comma-separated; 'all' adds those that are left out by default. Knobs follow a \
            name, each after a colon: accurate:restore=off:margin=4096. They are \(Knobs.choices).
            """, valueName: "names"))
    var strategy: [String] = []

    @OptionGroup var library: StrategyLibraryOption

    var value: StrategySelection {
        StrategySelection(names: strategy, libraries: library.strategyLibrary)
    }
}

/// Which real runtimes, the user's own among them.
struct RuntimeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Real runtimes, comma-separated: \(RuntimeSelection.choices), or 'all'. The path of an installation may follow: go@/path/to/bin/go, several times for several versions, and a name for its rows: go@/my/go#patched.
            """, valueName: "names"))
    var runtime: [String] = []

    @Option(
        help: ArgumentHelp(
            "A shared library that drives a runtime of your own (repeatable).", valueName: "file"))
    var runtimeLibrary: [String] = []

    var value: RuntimeSelection { RuntimeSelection(names: runtime, libraries: runtimeLibrary) }
}

/// Which cells are measured.
struct SelectionOptions: ParsableArguments {
    @OptionGroup var strategies: StrategyOptions

    @Option(
        help: ArgumentHelp(
            """
            Workloads to measure, comma-separated; 'coroutine' means every coroutine/…, 'all' adds those \
            that are not measured by default.
            """, valueName: "names"))
    var workload: [String] = []

    @Option(
        help: ArgumentHelp(
            "One workload at growing sizes: mappings=0..60000, stacks=1..4096 or threads=1..8.",
            valueName: "parameter=low..high"))
    var sweep: String?

    @OptionGroup var filter: FilterOptions
    @OptionGroup var size: QuickOption

    var value: CellSelection {
        CellSelection(
            strategies: strategies.value, workloads: workload, sweep: sweep, filter: filter.value,
            isQuick: size.quick)
    }
}
