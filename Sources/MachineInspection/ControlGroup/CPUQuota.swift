/// What the process's control group, or one around it, lets it use of the processors: `docker --cpus`,
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
    /// The path of the group, from the outermost that the process knows of. Nil where no group has a quota, and in
    /// what was written before it was recorded.
    public var group: String?
    /// The quotas of the other groups around the process: one that is wider, but shared with others, may stop it
    /// first. Nil where there is none, and in what was written before they were recorded.
    public var others: [CPUQuota]?

    /// No group limits it, or none has yet.
    public static let unused = CPUQuota(
        processors: nil, periods: 0, throttledPeriods: 0, throttledMicroseconds: 0)

    /// Every quota around the process, this one first.
    public var all: [CPUQuota] { [self] + (others ?? []) }

    /// The lowest quota of the groups around the process, now, with the others.
    static func capture(_ files: SystemFiles) -> Reading<CPUQuota> {
        ControlGroup.around(files).flatMap { groups in
            var quotas: [CPUQuota] = []
            for group in groups {
                switch quota(of: group, files) {
                case .value(let quota)?: quotas.append(quota)
                case .unavailable(let reason)?: return .unavailable(reason)
                case nil: break
                }
            }
            // A group without a limit says something if it had one before.
            quotas.removeAll { $0.processors == nil && $0.throttledPeriods == 0 }
            quotas.sort { ($0.processors ?? .infinity) < ($1.processors ?? .infinity) }
            guard var lowest = quotas.first else { return .value(.unused) }
            lowest.others = quotas.count > 1 ? Array(quotas.dropFirst()) : nil
            return .value(lowest)
        }
    }

    /// Nil where a group has no such files: the root of a hierarchy, and where the controller is not enabled.
    private static func quota(of group: ControlGroup, _ files: SystemFiles) -> Reading<CPUQuota>? {
        let file = group.folder + (group.isUnified ? "/cpu.max" : "/cpu.cfs_quota_us")
        guard files.exists(file) else { return nil }
        let limit =
            group.isUnified
            ? files.parsed(file) { Self.limit($0.split(separator: " ")) }
            : files.text(file).flatMap { quota in
                files.parsed("\(group.folder)/cpu.cfs_period_us") { Self.limit([quota[...], $0[...]]) }
            }
        return limit.flatMap { limit in
            files.parsed("\(group.folder)/cpu.stat") { CPUQuota(limit, statistics: $0, of: group) }
        }
    }

    /// `cpu.max` has microseconds or `max`, and the period; `cpu.cfs_quota_us` has −1 for none.
    ///
    /// Source: Documentation/admin-guide/cgroup-v2.rst and scheduler/sched-bwc.rst of the Linux kernel.
    private static func limit(_ words: [Substring]) -> Double?? {
        guard words.count == 2, let period = UInt64(words[1]), period > 0 else { return nil }
        if ["max", "-1"].contains(words[0]) { return .some(nil) }
        return UInt64(words[0]).map { Double($0) / Double(period) }
    }

    /// Nil when `cpu.stat` lacks what a group with a limit has.
    private init?(_ limit: Double?, statistics: String, of group: ControlGroup) {
        let lines = statistics.split(whereSeparator: \.isNewline).map { $0.split(separator: " ") }
        func count(_ name: String) -> UInt64? {
            let words = lines.first { $0.count == 2 && $0[0] == name }
            return words.flatMap { UInt64($0[1]) } ?? (limit == nil ? 0 : nil)
        }
        guard let periods = count("nr_periods"), let throttled = count("nr_throttled"),
            let time = group.isUnified
                ? count("throttled_usec") : count("throttled_time").map({ $0 / 1000 })
        else { return nil }
        self.init(
            processors: limit, periods: periods, throttledPeriods: throttled, throttledMicroseconds: time,
            group: group.name)
    }

    private init(
        processors: Double?, periods: UInt64, throttledPeriods: UInt64, throttledMicroseconds: UInt64,
        group: String? = nil
    ) {
        self.processors = processors
        self.periods = periods
        self.throttledPeriods = throttledPeriods
        self.throttledMicroseconds = throttledMicroseconds
        self.group = group
    }

    private enum CodingKeys: String, CodingKey {
        case processors, periods, throttledPeriods, throttledMicroseconds, group, others
    }

    /// Writes every key that there was from the beginning, with an explicit null where there is no limit.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(processors, forKey: .processors)
        try container.encode(periods, forKey: .periods)
        try container.encode(throttledPeriods, forKey: .throttledPeriods)
        try container.encode(throttledMicroseconds, forKey: .throttledMicroseconds)
        try container.encodeIfPresent(group, forKey: .group)
        try container.encodeIfPresent(others, forKey: .others)
    }
}
