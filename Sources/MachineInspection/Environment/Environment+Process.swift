extension Environment {
    /// The process that captured the environment.
    public struct Process: Codable, Sendable, Equatable {
        /// Whether this process runs without address space randomisation, whatever the kernel's setting:
        /// ADDR_NO_RANDOMIZE of personality(2), which `setarch -R` and debuggers set.
        public let randomizationDisabled: Reading<Bool>
        /// The soft limit of the stack: getrlimit(2).
        public let stackSoftLimit: Reading<ResourceLimit>
        /// The hard limit of the stack: getrlimit(2).
        public let stackHardLimit: Reading<ResourceLimit>
        /// The number of mappings at the capture: lines of /proc/self/maps.
        public let mappings: Reading<Int>

        static func capture(_ files: SystemFiles) -> Process {
            let stack = SystemCalls.stackLimits()
            return Process(
                randomizationDisabled: files.parsed("/proc/self/personality", as: isNotRandomized),
                stackSoftLimit: stack.flatMap { .value($0.soft) },
                stackHardLimit: stack.flatMap { .value($0.hard) },
                mappings: files.lineCount("/proc/self/maps"))
        }

        /// Hexadecimal digits without a prefix; 0x0040000 is ADDR_NO_RANDOMIZE in linux/personality.h.
        static func isNotRandomized(personality: String) -> Bool? {
            UInt32(personality, radix: 16).map { $0 & 0x0040000 != 0 }
        }
    }
}
