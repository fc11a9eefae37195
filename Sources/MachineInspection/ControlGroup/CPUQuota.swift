/// What the process's control group, or one above it, lets it use of the processors: `docker --cpus`,
/// Kubernetes' limits, systemd's CPUQuota.
public struct CPUQuota: Codable, Sendable, Equatable {
    /// The processors' worth of time that may be used, at least 0; nil when all of it.
    public let processors: Double?
    /// Periods that have ended since the group was made.
    public let periods: UInt64
    /// Periods in which the group had used up its time and was stopped.
    public let throttledPeriods: UInt64
    /// The time for which its threads were stopped, in microseconds.
    public let throttledMicroseconds: UInt64

    /// No group limits it.
    static let none = CPUQuota(
        processors: nil, periods: 0, throttledPeriods: 0, throttledMicroseconds: 0)

    /// The lowest quota of the process's groups, now.
    ///
    /// Source: Documentation/admin-guide/cgroup-v2.rst (cpu.max, cpu.stat) and scheduler/sched-bwc.rst
    /// (cpu.cfs_quota_us) of the Linux kernel. Files are looked for on the way from the group up to the root: a
    /// container may see its own group as the root while /proc/self/cgroup names it by its path outside.
    static func capture(_ files: SystemFiles) -> Reading<CPUQuota> {
        files.text("/proc/self/cgroup").flatMap { text in
            let quotas = groups(text).flatMap { group in
                group.folders.compactMap { group.isUnified ? unified(files, $0) : legacy(files, $0) }
            }
            return .value(quotas.min { ($0.processors ?? 0) < ($1.processors ?? 0) } ?? .none)
        }
    }

    /// The group of each hierarchy that limits processors, with the folders that may be it.
    private static func groups(_ text: String) -> [(isUnified: Bool, folders: [String])] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return nil }
            let isUnified = parts[0] == "0" && parts[1].isEmpty
            guard isUnified || parts[1].split(separator: ",").contains("cpu") else { return nil }
            let mounts = isUnified ? ["", "/unified"] : ["/cpu", "/cpu,cpuacct", "/\(parts[1])"]
            return (isUnified, mounts.flatMap { folders("/sys/fs/cgroup" + $0, parts[2]) })
        }
    }

    private static func folders(_ mount: String, _ path: Substring) -> [String] {
        var names = path.split(separator: "/").filter { $0 != ".." }
        var folders = [mount]
        while !names.isEmpty {
            folders.append(mount + "/" + names.joined(separator: "/"))
            names.removeLast()
        }
        return folders
    }

    /// `cpu.max`: microseconds or `max`, and the period.
    private static func unified(_ files: SystemFiles, _ folder: String) -> CPUQuota? {
        guard let words = files.text("\(folder)/cpu.max").value?.split(separator: " "), words.count == 2
        else {
            return nil
        }
        return CPUQuota(
            files, folder, quota: words[0], period: words[1], time: "throttled_usec", perMicrosecond: 1)
    }

    /// `cpu.cfs_quota_us`, −1 for none, and `cpu.cfs_period_us`.
    private static func legacy(_ files: SystemFiles, _ folder: String) -> CPUQuota? {
        guard let quota = files.text("\(folder)/cpu.cfs_quota_us").value,
            let period = files.text("\(folder)/cpu.cfs_period_us").value
        else { return nil }
        return CPUQuota(
            files, folder, quota: quota[...], period: period[...], time: "throttled_time",
            perMicrosecond: 1000)
    }

    private init?(
        _ files: SystemFiles, _ folder: String, quota: Substring, period: Substring, time: String,
        perMicrosecond: UInt64
    ) {
        guard let quota = UInt64(quota), let period = UInt64(period), period > 0 else { return nil }
        let lines = (files.text("\(folder)/cpu.stat").value ?? "").split(whereSeparator: \.isNewline)
        func count(_ name: String) -> UInt64 {
            let words = lines.map { $0.split(separator: " ") }.first { $0.count == 2 && $0[0] == name }
            return words.flatMap { UInt64($0[1]) } ?? 0
        }
        self.init(
            processors: Double(quota) / Double(period), periods: count("nr_periods"),
            throttledPeriods: count("nr_throttled"), throttledMicroseconds: count(time) / perMicrosecond)
    }

    private init(
        processors: Double?, periods: UInt64, throttledPeriods: UInt64, throttledMicroseconds: UInt64
    ) {
        self.processors = processors
        self.periods = periods
        self.throttledPeriods = throttledPeriods
        self.throttledMicroseconds = throttledMicroseconds
    }

    private enum CodingKeys: String, CodingKey {
        case processors, periods, throttledPeriods, throttledMicroseconds
    }

    /// Writes every key, with an explicit null where there is no limit.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(processors, forKey: .processors)
        try container.encode(periods, forKey: .periods)
        try container.encode(throttledPeriods, forKey: .throttledPeriods)
        try container.encode(throttledMicroseconds, forKey: .throttledMicroseconds)
    }
}
