import PerfCounters

extension Environment {
    /// The processor and its clock. A virtual machine shows what its hypervisor lets it see.
    public struct Processor: Codable, Sendable, Equatable {
        /// The model, or all of them when a machine mixes cores: proc_cpuinfo(5).
        public let model: Reading<String>
        /// The microcode revision as the kernel writes it, such as `0x1000065`: proc_cpuinfo(5).
        public let microcode: Reading<String>
        /// The number of processors online: /sys/devices/system/cpu/online.
        public let online: Reading<Int>
        /// The number of processors that the capturing thread may run on: sched_getaffinity(2).
        public let allowed: Reading<Int>
        /// Whether two hardware threads share a core: /sys/devices/system/cpu/smt/active.
        public let simultaneousMultithreading: Reading<Bool>
        /// The frequency governor of processor 0: Documentation/admin-guide/pm/cpufreq.rst.
        public let governor: Reading<String>
        /// Whether turbo or boost frequencies are allowed: `cpufreq/boost`, or the inverse of
        /// `intel_pstate/no_turbo`.
        public let boost: Reading<Bool>
        /// The frequency of processor 0 at the capture, in MHz: `scaling_cur_freq`, else proc_cpuinfo(5).
        public let frequencyMHz: Reading<Double>
        /// Whether the processor says that a hypervisor runs it. x86 only.
        public let hypervisorFlag: Reading<Bool>
        /// The kind of hypervisor, such as `xen`: /sys/hypervisor/type, which few of them provide.
        public let hypervisorType: Reading<String>
        /// The firmware's product name, by which virtual machines are known: DMI.
        public let productName: Reading<String>

        static func capture(_ files: SystemFiles) -> Processor {
            let info = CPUInfo.capture(files)
            let cpu = "/sys/devices/system/cpu"
            let cpu0 = "\(cpu)/cpu0/cpufreq"
            let noTurbo = files.parsed("\(cpu)/intel_pstate/no_turbo", as: ParsedNumber.flag)
            return Processor(
                model: info.flatMap(\.model),
                microcode: info.flatMap(\.microcode),
                online: files.parsed("\(cpu)/online", as: { CPUList($0)?.count }),
                allowed: SystemCalls.allowedProcessors(),
                simultaneousMultithreading: files.parsed("\(cpu)/smt/active", as: ParsedNumber.flag),
                governor: files.text("\(cpu0)/scaling_governor"),
                boost: files.parsed("\(cpu)/cpufreq/boost", as: ParsedNumber.flag)
                    .or(noTurbo.flatMap { .value(!$0) }),
                frequencyMHz: frequencyMHz(files, info: info),
                hypervisorFlag: info.flatMap(\.hypervisor),
                hypervisorType: files.text("/sys/hypervisor/type"),
                productName: files.text("/sys/class/dmi/id/product_name"))
        }

        /// The frequency of processor 0, now. `info` is asked only where cpufreq says nothing, as in most
        /// virtual machines.
        static func frequencyMHz(
            _ files: SystemFiles, info: @autoclosure () -> Reading<CPUInfo>
        ) -> Reading<Double> {
            files.parsed("/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", as: ParsedNumber.positive)
                .flatMap { .value($0 / 1000) }
                .or(info().flatMap(\.megahertz))
        }
    }
}
