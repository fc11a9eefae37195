import PerfCounters

/// What the kernel lets this user count.
enum CounterChecks {
    static func checks(of readings: MachineReadings) -> [Check] {
        let names = ["hardware counters", "tracepoints (tracefs)", "hardware breakpoints"]
        let tried = zip(names, MachineReadings.triedCounters).map { name, counter in
            Check.of(
                name, readings.counters[counter] ?? .unavailable("\(counter) was not tried"),
                unknownRemedy: "mount /proc and /sys, in which libpfm4 looks for the hardware"
            ) { check(name, $0) }
        }
        return tried + [coreTypes(readings), paranoidLevel(readings)]
    }

    /// A counter is available only if it was opened, ran and was read.
    private static func check(_ name: String, _ reading: CounterReading) -> Check {
        guard let reason = reading.unavailability else {
            let found = "\(reading.requestedName) was counted"
            guard let note = reading.notes.first else { return .ok(name, found) }
            return .warn(
                name, "\(found), but \(note)",
                remedy: "as root run sysctl kernel.perf_event_paranoid=1, or add CAP_PERFMON")
        }
        return .missing(
            name, reason.cause + (reason.errorName.map { " (\($0))" } ?? ""), remedy: reason.remedy)
    }

    /// Where cores are of several types, which of them are counted.
    private static func coreTypes(_ readings: MachineReadings) -> Check {
        let name = "core types"
        guard !readings.coreTypes.isEmpty else { return .ok(name, "the kernel lists no more than one") }
        let types = readings.coreTypes.map { "\($0.name) (CPUs \($0.cpus))" }.joined(separator: ", ")
        let counted = readings.reachableCoreTypes.map(\.name)
        switch counted.count {
        case 0:
            return .warn(
                name, "\(types): this process may run on none of them",
                remedy: "let it run on one of these CPUs, with taskset(1)")
        case 1: return .ok(name, "\(types): this process may run on \(counted[0]) alone, which is counted")
        default:
            return .warn(
                name, "\(types): counted on each, and added; times and counts of different types are mixed",
                remedy: "bench run --cpu N keeps to one CPU, and counts on its type")
        }
    }

    /// Level 2 denies kernel mode to everyone without CAP_PERFMON; a process that can still count system
    /// calls has it.
    private static func paranoidLevel(_ readings: MachineReadings) -> Check {
        let name = "perf_event_paranoid"
        let countsKernel = readings.counters.values.contains { counter in
            counter.value?.source == .tracepoint && counter.value?.value != nil
        }
        return .of(
            name, readings.environment.kernel.perfEventParanoid,
            unknownRemedy: "mount /proc; without it a refused counter does not say which level it needs"
        ) { level in
            if level <= 1 { return .ok(name, "\(level)") }
            if countsKernel { return .ok(name, "\(level), which this process is exempt from") }
            return .warn(
                name, "\(level): " + (level == 2 ? "user mode only" : "closed to unprivileged users"),
                remedy: "as root run sysctl kernel.perf_event_paranoid=1, or add CAP_PERFMON")
        }
    }
}
