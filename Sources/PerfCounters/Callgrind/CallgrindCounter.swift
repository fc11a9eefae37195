/// A counter of exact mode: a sum of callgrind's events.
public struct CallgrindCounter: Sendable, Hashable {
    /// Its name in tables and results. Simulated counters say so, since they measure nothing on this machine.
    public let name: String
    /// The events that are added up.
    public let events: [String]
    /// Whether the events are of a model, rather than of what the program executed.
    public let isSimulated: Bool

    /// Instructions executed in user mode.
    public static let instructions = CallgrindCounter("instructions", ["Ir"])

    /// With `--cache-sim=yes`: loads and stores, and the misses of a cache model.
    public static let caches = [
        CallgrindCounter("loads", ["Dr"]), CallgrindCounter("stores", ["Dw"]),
        CallgrindCounter("simulated-L1i-misses", ["I1mr"], isSimulated: true),
        CallgrindCounter("simulated-L1d-misses", ["D1mr", "D1mw"], isSimulated: true),
        CallgrindCounter("simulated-LL-misses", ["ILmr", "DLmr", "DLmw"], isSimulated: true),
    ]

    /// With `--branch-sim=yes`: conditional and indirect branches, and the mispredictions of a model.
    public static let branches = [
        CallgrindCounter("branches", ["Bc", "Bi"]),
        CallgrindCounter("simulated-branch-misses", ["Bcm", "Bim"], isSimulated: true),
    ]

    private init(_ name: String, _ events: [String], isSimulated: Bool = false) {
        self.name = name
        self.events = events
        self.isSimulated = isSimulated
    }

    /// The counter's total in a profile; nil when one of its events was not counted.
    public func total(in profile: CallgrindProfile) -> UInt64? {
        var sum: UInt64 = 0
        for event in events {
            guard let count = profile[event] else { return nil }
            let (next, isTooLarge) = sum.addingReportingOverflow(count)
            guard !isTooLarge else { return nil }
            sum = next
        }
        return sum
    }
}
