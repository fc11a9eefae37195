/// The time of all processors together since the machine started, in ticks of USER_HZ (mostly 1/100 s).
public struct CPUTime: Codable, Sendable, Equatable {
    /// Time that the hypervisor gave to others while this machine had work.
    public let steal: UInt64
    /// All time: busy, idle and stolen.
    public let total: UInt64

    /// Reads the line `cpu` of /proc/stat: user, nice, system, idle, iowait, irq, softirq and steal.
    /// The two guest fields that may follow are already in user and nice. Source: proc_stat(5).
    init?(_ text: String) {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let words = lines.map({ $0.split(separator: " ") }).first(where: { $0.first == "cpu" }) else {
            return nil
        }
        let ticks = words.dropFirst().prefix(8).compactMap { UInt64($0) }
        guard ticks.count == 8 else { return nil }
        var sum: UInt64 = 0
        for tick in ticks {
            let (partial, overflow) = sum.addingReportingOverflow(tick)
            guard !overflow else { return nil }
            sum = partial
        }
        (steal, total) = (ticks[7], sum)
    }
}
