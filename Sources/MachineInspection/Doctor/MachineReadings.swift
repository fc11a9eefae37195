import CStackSupport
public import PerfCounters
import SystemPackage

/// Everything that the checks of a machine judge.
public struct MachineReadings: Sendable {
    /// The processor, the kernel and the process.
    public var environment: Environment
    /// What else the machine is doing.
    public var load: SystemLoad
    /// The clock.
    public var clock: MonotonicClock
    /// The result of actually opening each of ``triedCounters``, by name.
    public var counters: [String: Reading<CounterReading>]
    /// The types of core; empty where all are alike.
    public var coreTypes: [CoreType]
    /// Those that this process may run on.
    public var reachableCoreTypes: [CoreType]
    /// Why the kernel does not say which mapping an address is in; nil when it does.
    public var mappingQueryProblem: String?
    /// Why the kernel does not say where guard regions are; nil when it does.
    public var guardQueryProblem: String?
    /// Whether the processor keeps a shadow stack for this process.
    public var shadowStack: Reading<Bool>
    /// Why Boost's fcontext cannot be used; nil when it can.
    public var fcontextProblem: String?
    /// Where each optional program is, by name.
    public var programs: [String: Reading<String>]

    /// One counter of each kind that needs something of the machine: its hardware, tracefs, its debug
    /// registers. Nothing calls the breakpoint's function.
    public static let triedCounters = ["instructions", "system-calls", "calls:getppid"]

    /// Programs that some commands use, if installed.
    static let optionalPrograms = ["valgrind", "perf", "gnuplot"]

    /// Puts readings together.
    public init(
        environment: Environment, load: SystemLoad, clock: MonotonicClock,
        counters: [String: Reading<CounterReading>], coreTypes: [CoreType], reachableCoreTypes: [CoreType],
        mappingQueryProblem: String?, guardQueryProblem: String?, shadowStack: Reading<Bool>,
        fcontextProblem: String?, programs: [String: Reading<String>]
    ) {
        self.environment = environment
        self.load = load
        self.clock = clock
        self.counters = counters
        self.coreTypes = coreTypes
        self.reachableCoreTypes = reachableCoreTypes
        self.mappingQueryProblem = mappingQueryProblem
        self.guardQueryProblem = guardQueryProblem
        self.shadowStack = shadowStack
        self.fcontextProblem = fcontextProblem
        self.programs = programs
    }

    /// The readings of this machine, now. Takes about 0.1 s, most of it for closing a tracepoint.
    ///
    /// - Parameters:
    ///   - files: where the kernel's files are.
    ///   - searchPath: folders that programs are looked for in, separated by colons, as in `PATH`.
    /// - Returns: every reading, or why there is none.
    public static func capture(
        files: SystemFiles = SystemFiles(), searchPath: String
    ) -> MachineReadings {
        // The load first: what follows adds to it.
        let load = SystemLoad.capture(files: files)
        var guardRegion = sbs_bounds()
        var mapping = sbs_mapping()
        let here = UInt(sbs_stack_pointer())
        let coreTypes = CoreType.all(below: files.location(of: "/").string)
        return MachineReadings(
            environment: .capture(files: files), load: load, clock: .examine(), counters: tryCounters(),
            coreTypes: coreTypes,
            reachableCoreTypes: CoreType.reachable(coreTypes, on: try? Affinity.allowed()),
            mappingQueryProblem: problem(sbs_mapping_query_problem(sbs_query_mapping(here, &mapping))),
            guardQueryProblem: problem(
                sbs_guard_query_problem(sbs_query_highest_guard(here, here + 1, &guardRegion))),
            shadowStack: files.shadowStack(),
            fcontextProblem: problem(sbs_switch_unavailable(SBS_SWITCH_FCONTEXT)),
            programs: Dictionary(
                uniqueKeysWithValues: optionalPrograms.map { name in
                    (name, files.program(name, searchPath: searchPath))
                }))
    }

    /// One by one: without /proc, libpfm4 knows no names, but tracepoints still work.
    private static func tryCounters() -> [String: Reading<CounterReading>] {
        Dictionary(
            uniqueKeysWithValues: triedCounters.map { name in
                do throws(CounterNameError) {
                    var session = CounterSession(plan: try CounterPlan(names: [name]))
                    return (name, .value(session.measure { _ = MonotonicClock.examine() }[0]))
                } catch {
                    return (name, .unavailable("\(name) cannot be looked up here"))
                }
            })
    }

    private static func problem(_ text: UnsafePointer<CChar>?) -> String? { text.map { String(cString: $0) } }
}
