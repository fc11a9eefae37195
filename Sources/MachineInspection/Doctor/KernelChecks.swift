/// What the kernel offers, and the limits that it sets.
enum KernelChecks {
    static func checks(of readings: MachineReadings) -> [Check] {
        [
            release(readings), mappingQuery(readings), guardQuery(readings), randomisation(readings),
            mappings(readings), stack(readings), shadowStack(readings),
        ]
    }

    private static func release(_ readings: MachineReadings) -> Check {
        .of(
            "kernel", readings.environment.system.kernelRelease,
            unknownRemedy: "none: results will lack the kernel's release"
        ) { .ok("kernel", "Linux \($0)") }
    }

    private static func mappingQuery(_ readings: MachineReadings) -> Check {
        guard let problem = readings.mappingQueryProblem else {
            return .ok("PROCMAP_QUERY", "answers")
        }
        return .missing(
            "PROCMAP_QUERY", problem,
            remedy: "use Linux 6.11 or newer with /proc mounted; procmap and tiered fall back until then")
    }

    private static func guardQuery(_ readings: MachineReadings) -> Check {
        guard let problem = readings.guardQueryProblem else { return .ok("PAGEMAP_SCAN", "answers") }
        return .missing(
            "PAGEMAP_SCAN", problem,
            remedy: "use Linux 6.15 or newer with /proc mounted; guard regions are invisible until then")
    }

    /// Replicates must differ in layout, or their interval does not include the effect of layout.
    private static func randomisation(_ readings: MachineReadings) -> Check {
        let name = "ASLR"
        if readings.environment.process.randomizationDisabled.value == true {
            return .warn(
                name, "off for this process: all replicates have one layout",
                remedy: "start bench without setarch -R and outside a debugger")
        }
        return .of(
            name, readings.environment.kernel.randomizeVASpace,
            unknownRemedy: "mount /proc, or see that kernel.randomize_va_space is 2"
        ) { level in
            level == 2
                ? .ok(name, "full")
                : .warn(
                    name, level == 0 ? "off: all replicates have one layout" : "without the heap",
                    remedy: "as root run sysctl kernel.randomize_va_space=2")
        }
    }

    /// `--sweep mappings=0..60000` needs the most, on top of the process's own few.
    private static func mappings(_ readings: MachineReadings) -> Check {
        let name = "max_map_count"
        return .of(
            name, readings.environment.kernel.maxMapCount,
            unknownRemedy: "mount /proc; workloads with many mappings may fail without saying why"
        ) { most in
            if most >= 65530 { return .ok(name, "\(most)") }
            let found = "\(most), less than Linux's default of 65530"
            let remedy = "as root run sysctl vm.max_map_count=65530"
            return most < 12_000
                ? .missing(name, found + ", too few for main-mappings/10000", remedy: remedy)
                : .warn(name, found + ": sweeps of mappings end sooner", remedy: remedy)
        }
    }

    /// The processor compares each return address with a stack of its own (SHSTK of CET, GCS). Whoever sets SP to
    /// another stack has to switch that one too.
    private static func shadowStack(_ readings: MachineReadings) -> Check {
        let name = "shadow stack"
        return .of(
            name, readings.shadowStack,
            unknownRemedy: "see whether grep x86_Thread_features /proc/self/status prints shstk"
        ) { isOn in
            isOn
                ? .warn(
                    name,
                    "on (shstk): a switch of stacks that does not switch it too dies by SIGSEGV at its next return",
                    remedy: "run bench with GLIBC_TUNABLES=glibc.cpu.x86_shstk=off")
                : .ok(name, "off: stacks can be switched by setting SP alone")
        }
    }

    private static func stack(_ readings: MachineReadings) -> Check {
        let name = "stack limit"
        return .of(
            name, readings.environment.process.stackSoftLimit,
            unknownRemedy: "see that ulimit -s prints 8192"
        ) { limit in
            switch limit {
            case .infinity:
                .warn(
                    name, "unlimited: glibc cannot say where the main stack ends, and threads get 2 MiB",
                    remedy: "run ulimit -s 8192 before bench")
            case .bytes(let bytes) where bytes < 1 << 20:
                .warn(
                    name, "\(bytes >> 10) KiB: deep workloads need more",
                    remedy: "run ulimit -s 8192 before bench")
            case .bytes(let bytes): .ok(name, "\(bytes >> 10) KiB")
            }
        }
    }
}
