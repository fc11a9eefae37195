/// Whether the machine is busy with other work.
enum QuietChecks {
    static func checks(of readings: MachineReadings) -> [Check] {
        [quota(readings), load(readings), pressure(readings.load), steal(readings.load)]
    }

    /// Whether the control group takes the CPUs away: from outside that looks as if others used them.
    private static func quota(_ readings: MachineReadings) -> Check {
        let name = "CPU quota"
        let reading = readings.load.cpuQuota ?? .unavailable("it was not looked for")
        return .of(
            name, reading, unknownRemedy: "mount /proc and /sys/fs/cgroup, or ask the container's host"
        ) {
            let found = $0.all.compactMap(text).joined(separator: "; ")
            guard !found.isEmpty else { return .ok(name, "none") }
            let allowed = readings.environment.processor.allowed.value ?? 1
            let isInTheWay = $0.all.contains { quota in
                quota.processors.map { quota.throttledPeriods > 0 || $0 < Double(min(2, allowed)) } ?? false
            }
            guard isInTheWay else { return .ok(name, found) }
            return .warn(name, found, remedy: "lift the limit (docker --cpus, Kubernetes limits, cpu.max)")
        }
    }

    /// Nil for a group that has no quota and never was stopped.
    private static func text(_ quota: CPUQuota) -> String? {
        let group = quota.group.flatMap { $0 == "/" ? nil : "cgroup \($0)" } ?? "this cgroup"
        let seconds = FixedPoint.text(Double(quota.throttledMicroseconds) / 1_000_000, decimals: 1)
        let stops =
            "was stopped in \(quota.throttledPeriods) of \(quota.periods) periods, for \(seconds) s in all"
        guard let processors = quota.processors else {
            return quota.throttledPeriods == 0 ? nil : "\(group) has no limit now; it \(stops)"
        }
        return "\(group) may use \(FixedPoint.text(processors, decimals: 2)) CPUs, and \(stops)"
    }

    /// What to do about tasks that wait: with a quota that stops them there may be nothing beside bench.
    private static func remedy(_ load: SystemLoad, _ wait: String) -> String {
        load.cpuQuota?.value?.all.contains { $0.processors != nil && $0.throttledPeriods > 0 } ?? false
            ? "lift the CPU quota; if that does not help, stop what runs beside bench"
            : "stop what runs beside bench, then wait \(wait)"
    }

    /// With half a CPU's worth of work per CPU, measurements are certain to be disturbed.
    private static func load(_ readings: MachineReadings) -> Check {
        .of("load", readings.load.averages, unknownRemedy: "mount /proc, or see that uptime shows no load") {
            let cpus = readings.environment.processor.online.value ?? 1
            let found =
                "\(FixedPoint.text($0.oneMinute, decimals: 2)) over the last minute, for \(cpus) CPU\(cpus == 1 ? "" : "s")"
            guard $0.oneMinute >= 0.5 * Double(cpus) else { return .ok("load", found) }
            return .warn("load", found, remedy: remedy(readings.load, "a minute"))
        }
    }

    private static func pressure(_ load: SystemLoad) -> Check {
        .of(
            "CPU pressure", load.cpuPressure,
            unknownRemedy: "use a kernel with CONFIG_PSI, started with psi=1"
        ) {
            let found =
                "tasks waited for a CPU \(FixedPoint.text($0.someAverage10, decimals: 2)) % of the last 10 s"
            guard $0.someAverage10 >= 5 else { return .ok("CPU pressure", found) }
            return .warn("CPU pressure", found, remedy: remedy(load, "10 s"))
        }
    }

    private static func steal(_ load: SystemLoad) -> Check {
        .of("steal", load.cpuTime, unknownRemedy: "mount /proc, or read st in vmstat 1") {
            let share = $0.total == 0 ? 0 : Double($0.steal) / Double($0.total) * 100
            let found = "the host took \(FixedPoint.text(share, decimals: 2)) % of the time since the start"
            guard share >= 1 else { return .ok("steal", found) }
            return .warn(
                "steal", found, remedy: "move to a host that is not overcommitted, or a dedicated one")
        }
    }
}
