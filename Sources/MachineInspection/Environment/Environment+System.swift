extension Environment {
    /// The operating system and its C library.
    public struct System: Codable, Sendable, Equatable {
        /// The system's name for people: PRETTY_NAME of os-release(5).
        public let name: Reading<String>
        /// The kernel's release: uname(2).
        public let kernelRelease: Reading<String>
        /// The hardware's name, such as `x86_64`: uname(2).
        public let machine: Reading<String>
        /// The C library's name.
        public let libcName: Reading<String>
        /// The version of the C library that runs: confstr(3).
        public let libcVersion: Reading<String>

        static func capture(_ files: SystemFiles) -> System {
            let kernel = SystemCalls.kernelName()
            let libc = SystemCalls.libc()
            // os-release(5): /etc/os-release takes precedence over /usr/lib/os-release.
            let release = files.text("/etc/os-release").or(files.text("/usr/lib/os-release"))
            return System(
                name: release.flatMap {
                    Reading(OSRelease.value(of: "PRETTY_NAME", in: $0), or: "os-release has no PRETTY_NAME")
                },
                kernelRelease: kernel.flatMap { .value($0.release) },
                machine: kernel.flatMap { .value($0.machine) },
                libcName: libc.flatMap { .value($0.name) },
                libcVersion: libc.flatMap { .value($0.version) })
        }
    }
}
