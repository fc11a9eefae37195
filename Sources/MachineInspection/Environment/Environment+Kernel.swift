extension Environment {
    /// The kernel's settings that change what is measured.
    public struct Kernel: Codable, Sendable, Equatable {
        /// Address space randomisation: 0 off, 1 without the heap, 2 full.
        /// Source: randomize_va_space in Documentation/admin-guide/sysctl/kernel.rst.
        public let randomizeVASpace: Reading<Int>
        /// Who may use performance counters, from -1 (everyone) upwards.
        /// Source: perf_event_paranoid in Documentation/admin-guide/sysctl/kernel.rst.
        public let perfEventParanoid: Reading<Int>
        /// The most mappings a process may have: Documentation/admin-guide/sysctl/vm.rst.
        public let maxMapCount: Reading<Int>
        /// The clock source in use, such as `tsc`.
        public let clockSource: Reading<String>
        /// Transparent huge pages: `always`, `madvise` or `never`.
        /// Source: Documentation/admin-guide/mm/transhuge.rst.
        public let transparentHugePages: Reading<String>

        static func capture(_ files: SystemFiles) -> Kernel {
            Kernel(
                randomizeVASpace: files.parsed("/proc/sys/kernel/randomize_va_space") { Int($0) },
                perfEventParanoid: files.parsed("/proc/sys/kernel/perf_event_paranoid") { Int($0) },
                maxMapCount: files.parsed("/proc/sys/vm/max_map_count") { Int($0) },
                clockSource: files.text(
                    "/sys/devices/system/clocksource/clocksource0/current_clocksource"),
                transparentHugePages: files.parsed(
                    "/sys/kernel/mm/transparent_hugepage/enabled", as: SelectedWord.parse))
        }
    }
}
