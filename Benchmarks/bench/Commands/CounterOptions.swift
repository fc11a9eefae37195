import ArgumentParser
import Harness
import PerfCounters

/// Which counters, and where they come from.
struct CounterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Where counters come from: auto (what the kernel gives), hardware, software (with tracepoints and \
            breakpoints), exact (instructions counted one by one under valgrind, slow) or off. Default: auto, \
            with --quick off.
            """, valueName: "source"))
    var counters: CounterSettings.Source?

    @Option(
        help: ArgumentHelp(
            """
            Counters to read in a pass of their own, comma-separated: libpfm4 names with modifiers \
            (instructions:u), tracepoints (raw_syscalls:sys_enter), 'system-calls', calls of a function by a \
            breakpoint (calls:pthread_getattr_np), or 'none'. Of those that are read together ratios are derived, \
            such as instructions per cycle. \
            Default: those of \(CounterPlan.defaultNames.joined(separator: ",")) that the source has.
            """, valueName: "names"))
    var perfCounters: String?

    @Flag(help: "With --counters exact: also loads, stores and simulated cache misses.")
    var cacheSim = false

    @Flag(help: "With --counters exact: also branches and simulated mispredictions.")
    var branchSim = false

    @Option(
        help: "With --counters exact: runs of each of the two lengths, 1 to 100, that must agree. Default 2.")
    var repeats: Int?

    var value: CounterSettings {
        CounterSettings(
            source: counters, names: perfCounters, simulatesCaches: cacheSim, simulatesBranches: branchSim,
            repeats: repeats)
    }
}

extension CounterSettings.Source: ExpressibleByArgument {}
