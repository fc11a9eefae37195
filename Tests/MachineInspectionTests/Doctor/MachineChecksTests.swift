import SystemPackage
import TestSupport
import Testing

@testable import MachineInspection
@testable import PerfCounters

/// Each check in each of its states, forced by what it reads.
struct MachineChecksTests {
    private func check(_ name: String, _ readings: MachineReadings) throws -> Check {
        try #require(MachineChecks.checks(of: readings).first { $0.name == name }, "\(name)")
    }

    private func checks(_ files: [String: String?] = [:]) throws -> [Check] {
        MachineChecks.checks(of: try GoodMachine(files).readings)
    }

    /// How many checks there are, whatever the machine is.
    private static let count = 27

    @Test func `on a good machine all is well`() throws {
        let checks = try checks()
        #expect(checks.count == Self.count)
        for check in checks { #expect(check.status == .ok && check.remedy == nil, "\(check)") }
    }

    /// Which types there are, files say; which this process may run on, the system call.
    @Test func `of several types of core those are counted that the process may run on`() throws {
        let devices = "/sys/bus/event_source/devices"
        let files = [
            "\(devices)/cpu_core/type": "4\n", "\(devices)/cpu_core/cpus": "0-3\n",
            "\(devices)/cpu_atom/type": "10\n", "\(devices)/cpu_atom/cpus": "4-7\n",
        ]
        for (cpus, status, text) in [
            ([1], .ok, "may run on cpu_core alone, which is counted"),
            ([4, 5], .ok, "may run on cpu_atom alone, which is counted"),
            ([3, 4], .warn, "counted on each, and added"), ([8], .warn, "may run on none of them"),
        ] as [([Int], Check.Status, String)] {
            let check = try check("core types", try GoodMachine(files, cpus: cpus).readings)
            #expect(check.status == status)
            #expect(check.found.hasPrefix("cpu_core (CPUs 0-3), cpu_atom (CPUs 4-7): "), "\(check)")
            #expect(check.found.contains(text), "\(check)")
        }
    }

    private static let cpu = "/sys/devices/system/cpu"

    /// A file's text, and what becomes of the check that reads it.
    static let spoilt: [(String, String, String?, Check.Status, String)] = [
        ("perf_event_paranoid", "/proc/sys/kernel/perf_event_paranoid", nil, .unknown, "No such file"),
        (
            "clock source", "/sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet", .warn,
            "hpet"
        ),
        (
            "clock source", "/sys/devices/system/clocksource/clocksource0/current_clocksource", nil, .unknown,
            ""
        ),
        ("CPU quota", "/proc/self/cgroup", nil, .unknown, "No such file"),
        ("CPU quota", "/proc/self/mountinfo", nil, .unknown, "No such file"),
        (
            "CPU quota", "/sys/fs/cgroup/cpu.max", "25000 100000", .warn,
            "this cgroup may use 0.25 CPUs, and was stopped in 91 of 93 periods, for 6.8 s in all"
        ),
        (
            "CPU quota", "/sys/fs/cgroup/cpu.max", "max 100000", .ok,
            "no limit now; it was stopped in 91 of 93 periods"
        ),
        ("hypervisor", "/proc/cpuinfo", "flags : hypervisor", .warn, "virtual machine"),
        ("hypervisor", "/proc/cpuinfo", nil, .unknown, "No such file"),
        ("SMT", "\(cpu)/smt/active", "1", .warn, "on"),
        ("SMT", "\(cpu)/smt/active", "maybe", .unknown, "not understood"),
        ("governor", "\(cpu)/cpu0/cpufreq/scaling_governor", "powersave", .warn, "powersave"),
        ("governor", "\(cpu)/cpu0/cpufreq/scaling_governor", nil, .unknown, ""),
        ("turbo", "\(cpu)/cpufreq/boost", "1", .warn, "on"),
        ("turbo", "\(cpu)/cpufreq/boost", nil, .unknown, ""),
        ("load", "/proc/loadavg", "2.00 0 0 1/1 1", .warn, "2.00 over the last minute, for 4 CPUs"),
        ("load", "/proc/loadavg", "1.99 0 0 1/1 1", .ok, "1.99"),
        ("load", "/proc/loadavg", "nan", .unknown, "not understood"),
        ("CPU pressure", "/proc/pressure/cpu", "some avg10=5.00 total=1", .warn, "5.00 %"),
        ("CPU pressure", "/proc/pressure/cpu", nil, .unknown, ""),
        ("steal", "/proc/stat", "cpu 99 0 0 0 0 0 0 1", .warn, "1.00 %"),
        ("steal", "/proc/stat", "cpu 0 0 0 0 0 0 0 0", .ok, "0.00 %"),
        ("steal", "/proc/stat", nil, .unknown, ""),
        ("ASLR", "/proc/sys/kernel/randomize_va_space", "0", .warn, "off"),
        ("ASLR", "/proc/sys/kernel/randomize_va_space", "1", .warn, "without the heap"),
        ("ASLR", "/proc/sys/kernel/randomize_va_space", nil, .unknown, ""),
        ("ASLR", "/proc/self/personality", "00040000", .warn, "off for this process"),
        ("shadow stack", "/proc/self/status", "x86_Thread_features:\tshstk wrss", .warn, "SIGSEGV"),
        ("shadow stack", "/proc/self/status", "x86_Thread_features:\twrss", .ok, "off"),
        (
            "shadow stack", "/proc/self/status", "x86_Thread_features_locked:\tshstk", .unknown,
            "Operation not permitted"
        ),
        ("shadow stack", "/proc/self/status", nil, .unknown, "No such file"),
        ("max_map_count", "/proc/sys/vm/max_map_count", "20000", .warn, "20000"),
        ("max_map_count", "/proc/sys/vm/max_map_count", "1000", .missing, "1000"),
        ("max_map_count", "/proc/sys/vm/max_map_count", nil, .unknown, ""),
    ]

    @Test(arguments: spoilt.indices) func `one file changes one check`(index: Int) throws {
        let (name, path, text, status, found) = Self.spoilt[index]
        let changed = try checks([path: text])
        let check = try #require(changed.first { $0.name == name })
        #expect(check.status == status && check.found.contains(found), "\(check)")
        #expect((check.remedy == nil) == (status == .ok))
        // Only what reads the same file is touched by it.
        let others = changed.filter { $0.status != .ok && $0.name != name }
        #expect(others.isEmpty, "\(others)")
    }

    @Test func `counters are judged by what became of them`() throws {
        var readings = try GoodMachine(["/proc/sys/kernel/perf_event_paranoid": "2"]).readings
        #expect(try check("perf_event_paranoid", readings).found == "2, which this process is exempt from")
        let refused = CounterUnavailability(.permissionDenied, cause: "no", remedy: "yes")
        readings.counters["system-calls"] = GoodMachine.counted("system-calls", unless: refused)
        let tracepoints = try check("tracepoints (tracefs)", readings)
        #expect(tracepoints == .missing("tracepoints (tracefs)", "no (EACCES)", remedy: "yes"))
        #expect(try check("perf_event_paranoid", readings).status == .warn)
        readings.counters["instructions"] = GoodMachine.counted("instructions", notes: ["user mode only"])
        #expect(try check("hardware counters", readings).status == .warn)
        readings.counters = [:]
        #expect(try check("hardware breakpoints", readings).status == .unknown)
    }

    @Test func `clocks are judged by their steps and their cost`() throws {
        var readings = try GoodMachine().readings
        func judged(cost: Double, step: UInt64?) throws -> Check.Status {
            readings.clock = .init(resolution: .unavailable("none"), cost: cost, smallestStep: step)
            return try check("clock resolution", readings).status
        }
        #expect(try judged(cost: 100, step: 1000) == .ok)
        #expect(try judged(cost: 101, step: 10) == .warn)
        #expect(try judged(cost: 25, step: 1001) == .warn)
        #expect(try judged(cost: 25, step: nil) == .missing)
        #expect(try judged(cost: .infinity, step: 10) == .warn)
    }

    @Test func `what the system calls say is judged too`() throws {
        var readings = try GoodMachine().readings
        readings.mappingQueryProblem = "kernel older than 6.11"
        readings.guardQueryProblem = "kernel older than 6.15"
        readings.fcontextProblem = "not installed"
        readings.programs = ["valgrind": .unavailable("not found in PATH")]
        for name in ["PROCMAP_QUERY", "PAGEMAP_SCAN", "Boost.Context", "valgrind", "gnuplot"] {
            #expect(try check(name, readings).status == .missing)
        }
        for (limit, status) in [
            (ResourceLimit.infinity, Check.Status.warn), (.bytes(1 << 19), .warn), (.bytes(1 << 20), .ok),
        ] {
            let environment = readings.environment
            readings.environment = Environment(
                system: environment.system, processor: environment.processor, kernel: environment.kernel,
                process: GoodMachine.process(stack: limit, isNotRandomised: environment.process))
            #expect(try check("stack limit", readings).status == status)
        }
    }

    @Test func `the kernel is asked for a shadow stack where its file says nothing`() throws {
        let root = try FixtureRoot(["/proc/self/status": "Name:\tbench\n"])
        #expect(root.files.shadowStack { 1 }.value == true)
        #expect(root.files.shadowStack { 0 }.value == false)
        #expect(root.files.shadowStack { -38 }.value == nil)
    }

    /// As in a container without /proc and /sys.
    @Test func `nothing readable is unknown, with a reason and a remedy`() throws {
        let root = try FixtureRoot([:])
        let readings = MachineReadings.capture(files: root.files, searchPath: "/bin::nowhere")
        let checks = MachineChecks.checks(of: readings)
        #expect(checks.count == Self.count)
        for check in checks {
            #expect(!check.found.isEmpty && !check.found.contains { $0.isNewline })
            #expect((check.remedy == nil) == (check.status == .ok))
            #expect(try JSON.roundTrip(check) == check)
        }
        for name in ["load", "steal", "SMT", "max_map_count", "hypervisor"] {
            #expect(try check(name, readings).status == .unknown)
        }
        #expect(try check("valgrind", readings).status == .missing)
    }
}
