/// Whether short times can be told.
enum ClockChecks {
    static func checks(of readings: MachineReadings) -> [Check] {
        [source(readings), reading(readings.clock)]
    }

    /// MonotonicClock sources that are read in user mode, without a system call. Source: vdso_clock_mode in
    /// arch/x86 (tsc, kvm-clock, hyperv) and arch/arm64 (arch_sys_counter) of the Linux kernel.
    private static let readInUserMode = [
        "tsc", "kvm-clock", "hyperv_clocksource_tsc_page", "arch_sys_counter",
    ]

    private static func source(_ readings: MachineReadings) -> Check {
        .of(
            "clock source", readings.environment.kernel.clockSource,
            unknownRemedy: "mount /sys; what a reading costs is what matters, and is measured"
        ) { source in
            readInUserMode.contains(source)
                ? .ok("clock source", source)
                : .warn(
                    "clock source", "\(source), which takes a system call to read",
                    remedy: "if available_clocksource has tsc, write it to current_clocksource beside it")
        }
    }

    /// A pair of readings must be small beside a sample of 1 ms, and beside a batch of callbacks.
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
                + "cannot be told until then")
    }
}
