/// Whether the machine is busy with other work.
enum QuietChecks {
    static func checks(of readings: MachineReadings) -> [Check] {
        [load(readings), pressure(readings.load), steal(readings.load)]
    }

    /// With half a CPU's worth of work per CPU, measurements are certain to be disturbed.
    private static func load(_ readings: MachineReadings) -> Check {
        .of("load", readings.load.averages, unknownRemedy: "mount /proc, or see that uptime shows no load") {
            let cpus = readings.environment.processor.online.value ?? 1
            let found =
                "\(FixedPoint.text($0.oneMinute, decimals: 2)) over the last minute, for \(cpus) CPU\(cpus == 1 ? "" : "s")"
            guard $0.oneMinute >= 0.5 * Double(cpus) else { return .ok("load", found) }
            return .warn("load", found, remedy: "stop other programs, then wait a minute")
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
            return .warn("CPU pressure", found, remedy: "stop other programs, then wait 10 s")
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
