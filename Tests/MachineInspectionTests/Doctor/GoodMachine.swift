import SystemPackage

@testable import MachineInspection
@testable import PerfCounters

/// A machine with which nothing is wrong, for tests to spoil one thing at a time.
struct GoodMachine: ~Copyable {
    private static let cpu = "/sys/devices/system/cpu"
    private static let texts = [
        "/proc/cpuinfo": "model name : Bare Metal\nflags : fpu vme\n",
        "/proc/self/cgroup": "0::/\n",
        "/proc/self/mountinfo": "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 none rw\n",
        "/sys/fs/cgroup/cgroup.procs": "1\n",
        "/sys/fs/cgroup/cpu.stat": "nr_periods 93\nnr_throttled 91\nthrottled_usec 6800000\n",
        "/proc/self/status": "Name:\tbench\nx86_Thread_features:\t\n",
        "/proc/self/personality": "00000000\n",
        "/proc/sys/kernel/randomize_va_space": "2\n",
        "/proc/sys/kernel/perf_event_paranoid": "1\n",
        "/proc/sys/vm/max_map_count": "65530\n",
        "/proc/loadavg": "0.10 0.10 0.10 1/80 100\n",
        "/proc/pressure/cpu": "some avg10=0.00 avg60=0.00 avg300=0.00 total=1\n",
        "/proc/stat": "cpu 100 0 100 9800 0 0 0 0 0 0\n",
        "/sys/devices/system/clocksource/clocksource0/current_clocksource": "tsc\n",
        "\(cpu)/online": "0-3\n",
        "\(cpu)/smt/active": "0\n",
        "\(cpu)/cpu0/cpufreq/scaling_governor": "performance\n",
        "\(cpu)/cpufreq/boost": "0\n",
    ]

    private let root: FixtureRoot
    private let cpus: [Int]

    /// The machine with some files that say something else, or are not there where the text is nil.
    init(_ other: [String: String?] = [:], cpus: [Int] = [0, 1, 2, 3]) throws {
        self.cpus = cpus
        var texts = Self.texts
        for (path, text) in other { texts[path] = text }
        root = try FixtureRoot(texts)
    }

    var readings: MachineReadings {
        let coreTypes = CoreType.all(below: root.files.location(of: "/").string)
        let clock = MonotonicClock(resolution: .value(1), cost: 25, smallestStep: 10)
        var environment = Environment.capture(files: root.files)
        environment = Environment(
            system: environment.system, processor: environment.processor, kernel: environment.kernel,
            process: Self.process(stack: .bytes(8 << 20), isNotRandomised: environment.process))
        return MachineReadings(
            environment: environment, load: .capture(files: root.files), clock: clock,
            counters: Dictionary(
                uniqueKeysWithValues: MachineReadings.triedCounters.map { ($0, Self.counted($0)) }),
            coreTypes: coreTypes, reachableCoreTypes: CoreType.reachable(coreTypes, on: cpus),
            mappingQueryProblem: nil,
            guardQueryProblem: nil, shadowStack: root.files.shadowStack { -1 }, fcontextProblem: nil,
            programs: Dictionary(
                uniqueKeysWithValues: MachineReadings.optionalPrograms.map {
                    ($0, .value("/usr/bin/\($0)"))
                }))
    }

    static func process(stack: ResourceLimit, isNotRandomised process: Environment.Process)
        -> Environment.Process
    {
        .init(
            randomizationDisabled: process.randomizationDisabled, stackSoftLimit: .value(stack),
            stackHardLimit: .value(.infinity), mappings: process.mappings)
    }

    /// A counter with a value, or with the reason why it has none.
    static func counted(
        _ name: String, notes: [String] = [], unless reason: CounterUnavailability? = nil
    ) -> Reading<CounterReading> {
        .value(
            CounterReading(
                requestedName: name, resolvedName: name,
                source: name.contains("system") ? .tracepoint : .hardware,
                privilege: .userAndKernel, unit: .events, value: reason == nil ? 1000 : nil,
                rawCount: reason == nil ? 1000 : nil, ownCount: 0, timeEnabled: 1, timeRunning: 1,
                scaled: false, pass: 1, notes: notes, unavailability: reason))
    }
}
