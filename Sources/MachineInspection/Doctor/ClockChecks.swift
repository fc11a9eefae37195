/// Whether short times can be measured.
enum ClockChecks {
    static func checks(of readings: MachineReadings) -> [Check] {
        [source(readings), reading(readings.clock)]
    }

    /// Clock sources that are read in user mode, without a system call. Source: vdso_clock_mode in arch/x86
    /// (tsc, kvm-clock, hyperv) and arch/arm64 (arch_sys_counter) of the Linux kernel.
    static let readInUserMode = [
        "tsc", "kvm-clock", "hyperv_clocksource_tsc_page", "arch_sys_counter",
    ]

    private static func source(_ readings: MachineReadings) -> Check {
        .of(
            "clock source", readings.environment.kernel.clockSource,
            unknownRemedy: "mount /sys; the cost of a reading is measured all the same"
        ) { source in
            readInUserMode.contains(source)
                ? .ok("clock source", source)
                : .warn(
                    "clock source", "\(source), which takes a system call to read",
                    remedy:
                        "if available_clocksource has tsc, write it to current_clocksource in the same folder"
                )
        }
    }

    /// A pair of readings must be short compared with a sample of 1 ms and with a batch of callbacks.
    private static func reading(_ clock: MonotonicClock) -> Check {
        let name = "clock resolution"
        let cost = "a reading costs \(FixedPoint.text(clock.cost, decimals: 1)) ns"
        guard let step = clock.smallestStep else {
            return .missing(
                name, "the clock stood still over thousands of readings",
                remedy: "choose another clock source; nothing can be timed with this one")
        }
        let resolution = clock.resolution.value.map { "\($0) ns" } ?? "unknown"
        let found = "\(resolution), steps of \(step) ns; \(cost)"
        if clock.cost <= 100 && step <= 1000 { return .ok(name, found) }
        return .warn(
            name, found,
            remedy: "choose a clock source that is read in user mode (tsc); the tails of cheap callbacks "
                + "cannot be measured until then")
    }
}
