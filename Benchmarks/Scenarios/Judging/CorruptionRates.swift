/// How often, how late and how far away stray writes to SP were noticed.
public struct CorruptionRates: Sendable, Equatable {
    /// Trials made.
    public let trials: Int
    /// Trials in which at least the first callback was accepted.
    public let accepted: Int
    /// Trials in which no callback was refused.
    public let never: Int
    /// The largest number of callbacks in a trial.
    public let callbacks: Int
    /// The callback in which the write was noticed, as the median over the trials in which it was; nil
    /// without any.
    public let medianNoticedAt: Int?
    /// Median distance of SP from the stack in the accepted trials, in bytes; nil without any.
    public let medianAcceptedDistance: UInt?

    /// Counts trials.
    public init(_ trials: [CorruptionTrial]) {
        self.trials = trials.count
        let accepted = trials.filter { $0.noticedAt != 1 }
        self.accepted = accepted.count
        never = trials.count { $0.noticedAt == nil }
        callbacks = trials.map(\.callbacks).max() ?? 0
        medianNoticedAt = Self.median(trials.compactMap(\.noticedAt))
        medianAcceptedDistance = Self.median(accepted.map(\.distance))
    }

    /// Share of trials in which the first callback was accepted, with its interval.
    public var acceptedRate: WilsonInterval { WilsonInterval(successes: accepted, trials: trials) }

    /// Share of trials that were never noticed, with its interval.
    public var neverRate: WilsonInterval { WilsonInterval(successes: never, trials: trials) }

    /// All of it on one line.
    public var summary: String {
        let noticed = medianNoticedAt.map { ", median callback of notice \($0)" } ?? ""
        let distance = medianAcceptedDistance.map { ", accepted at a median distance of \($0) bytes" } ?? ""
        return "first callback accepted in \(accepted) of \(trials) (\(acceptedRate)), "
            + "never noticed in \(callbacks) callbacks in \(never) (\(neverRate))\(noticed)\(distance)"
    }

    private static func median<Number: Comparable>(_ values: [Number]) -> Number? {
        values.isEmpty ? nil : values.sorted()[(values.count - 1) / 2]
    }
}
