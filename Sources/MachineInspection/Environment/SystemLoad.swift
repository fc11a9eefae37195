/// How busy the machine is with other work, captured before and after a run.
public struct SystemLoad: Codable, Sendable, Equatable {
    /// The load averages: proc_loadavg(5).
    public let averages: Reading<LoadAverages>
    /// How long tasks waited for a processor: Documentation/accounting/psi.rst.
    public let cpuPressure: Reading<CPUPressure>
    /// Where the processors' time went since the machine started: proc_stat(5).
    public let cpuTime: Reading<CPUTime>
    /// Seconds since the machine started: proc_uptime(5). Nil in results from before it was recorded.
    public var uptime: Reading<Double>?
    /// The frequency of processor 0 in MHz. Nil in results from before it was recorded.
    public var frequencyMHz: Reading<Double>?

    /// The quota of the process's control group. Nil in what was written before it was recorded.
    public var cpuQuota: Reading<CPUQuota>?

    /// The load of the machine, now.
    ///
    /// - Parameter files: where the kernel's files are.
    /// - Returns: every value, or why it is not known.
    public static func capture(files: SystemFiles = SystemFiles()) -> SystemLoad {
        SystemLoad(
            averages: files.parsed("/proc/loadavg", as: LoadAverages.init),
            cpuPressure: files.parsed("/proc/pressure/cpu", as: CPUPressure.init),
            cpuTime: files.parsed("/proc/stat", as: CPUTime.init),
            uptime: files.parsed("/proc/uptime") {
                ParsedNumber.notNegative($0.prefix { !$0.isWhitespace })
            },
            frequencyMHz: Environment.Processor.frequencyMHz(files, info: CPUInfo.capture(files)),
            cpuQuota: CPUQuota.capture(files))
    }
}
