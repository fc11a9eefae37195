/// What the processor itself does to the time that code takes.
enum ProcessorChecks {
    static func checks(of readings: MachineReadings) -> [Check] {
        let processor = readings.environment.processor
        return [
            cpus(processor), hypervisor(processor), multithreading(processor), governor(processor),
            turbo(processor),
        ]
    }

    private static func cpus(_ processor: Environment.Processor) -> Check {
        .of("CPUs", processor.allowed, unknownRemedy: "none: bench uses those that the kernel gives it") {
            let online = processor.online.value.map { " of \($0)" } ?? ""
            guard $0 < 2 else { return .ok("CPUs", "\($0)\(online)") }
            return .warn(
                "CPUs", "1\(online): the harness and what it measures share it",
                remedy: "allow bench two CPUs (taskset, cpuset), or expect wide intervals")
        }
    }

    private static func hypervisor(_ processor: Environment.Processor) -> Check {
        let name = "hypervisor"
        let kinds = [processor.hypervisorType.value, processor.productName.value].compactMap { $0 }
        let kind = kinds.isEmpty ? "" : " (\(kinds.joined(separator: ", ")))"
        switch processor.hypervisorFlag {
        case .value(true):
            return .warn(
                name, "a virtual machine\(kind): the host's load and clock rate are in every time",
                remedy: "use the bare machine, or trust exact counts and paired comparisons only")
        case .value(false): return .ok(name, "none seen")
        case .unavailable(let reason):
            guard processor.hypervisorType.value == nil else {
                return .warn(
                    name, "a virtual machine\(kind)",
                    remedy: "use the bare machine, or trust exact counts and paired comparisons only")
            }
            return .unknown(name, reason, remedy: "ask systemd-detect-virt")
        }
    }

    private static func multithreading(_ processor: Environment.Processor) -> Check {
        .of(
            "SMT", processor.simultaneousMultithreading,
            unknownRemedy: "ask lscpu; in a container without /sys, ask outside"
        ) { isActive in
            isActive
                ? .warn(
                    "SMT", "on: a neighbour on the core takes half of it",
                    remedy: "as root: echo off > /sys/devices/system/cpu/smt/control")
                : .ok("SMT", "off")
        }
    }

    private static func governor(_ processor: Environment.Processor) -> Check {
        .of(
            "governor", processor.governor,
            unknownRemedy: "in a virtual machine ask on the host; elsewhere: cpupower frequency-info"
        ) { governor in
            governor == "performance"
                ? .ok("governor", governor)
                : .warn(
                    "governor", "\(governor): the clock rate follows the load",
                    remedy: "as root: cpupower frequency-set -g performance")
        }
    }

    private static func turbo(_ processor: Environment.Processor) -> Check {
        .of(
            "turbo", processor.boost,
            unknownRemedy: "in a virtual machine ask on the host; elsewhere look in the firmware's set-up"
        ) { isAllowed in
            isAllowed
                ? .warn(
                    "turbo", "on: the clock rate depends on heat and on the other cores",
                    remedy: "as root: echo 0 > /sys/devices/system/cpu/cpufreq/boost, "
                        + "or echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo")
                : .ok("turbo", "off")
        }
    }
}
