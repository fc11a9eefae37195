/// Parts that are not needed, and what they add.
enum OptionalPartChecks {
    static func checks(of readings: MachineReadings) -> [Check] {
        let programs = [
            ("valgrind", "exact instruction counts (--counters exact, bench profile)", "valgrind"),
            ("perf", "sampling profiles (bench profile)", "linux-perf"),
            ("gnuplot", "pictures", "gnuplot-nox"),
        ]
        return programs.map { name, use, package in
            let place = readings.programs[name] ?? .unavailable("not looked for")
            switch place {
            case .value(let path): return .ok(name, path)
            case .unavailable(let reason):
                return .missing(name, "\(reason): no \(use)", remedy: "apt-get install \(package)")
            }
        } + [boost(readings.fcontextProblem)]
    }

    private static func boost(_ problem: String?) -> Check {
        guard let problem else { return .ok("Boost.Context", "jump_fcontext was loaded") }
        return .missing(
            "Boost.Context", "\(problem): no fcontext workloads",
            remedy: "apt-get install libboost-context-dev")
    }
}
