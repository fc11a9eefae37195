import MachineInspection

/// What two readings of the machine say about the time between them.
extension SessionHealth {
    static func perProcessor(_ load: SystemLoad, _ processors: Reading<Int>) -> Reading<Double> {
        both(load.averages, processors) { averages, processors in
            guard processors > 0 else { return .unavailable("no processor is known") }
            return .value(averages.oneMinute / Double(processors))
        }
    }

    static func pressure(_ before: SystemLoad, _ after: SystemLoad) -> Reading<Double> {
        let waited = both(before.cpuPressure, after.cpuPressure) {
            difference($0.someTotal, $1.someTotal)
        }
        let passed = both(uptime(before), uptime(after)) { before, after -> Reading<Double> in
            after > before ? .value(after - before) : .unavailable(notLater)
        }
        return both(waited, passed) { waited, seconds in
            // The two are not read at the same moment, so a busy second may look like more than one.
            .value(min(1, Double(waited) / 1_000_000 / seconds))
        }
    }

    static func steal(_ before: SystemLoad, _ after: SystemLoad) -> Reading<Double> {
        both(before.cpuTime, after.cpuTime) { before, after in
            both(difference(before.steal, after.steal), difference(before.total, after.total)) {
                $1 > 0 ? .value(min(1, Double($0) / Double($1))) : .unavailable(notLater)
            }
        }
    }

    /// Of the group that was stopped in most of its periods: the lowest quota need not be the one that is used up.
    static func throttling(_ before: SystemLoad, _ after: SystemLoad) -> Reading<Throttling> {
        both(quota(before), quota(after)) { before, after in
            var most = Throttling(share: 0, seconds: 0)
            for group in after.all {
                let earlier = before.all.first { $0.group == group.group } ?? .unused
                switch throttling(earlier, group) {
                case .value(let throttling): if throttling.share >= most.share { most = throttling }
                case .unavailable(let reason): return .unavailable(reason)
                }
            }
            return .value(most)
        }
    }

    private static func throttling(_ before: CPUQuota, _ after: CPUQuota) -> Reading<Throttling> {
        let stopped = both(
            difference(before.throttledPeriods, after.throttledPeriods),
            difference(before.throttledMicroseconds, after.throttledMicroseconds)
        ) { .value((periods: $0, microseconds: $1)) }
        return both(difference(before.periods, after.periods), stopped) { periods, stopped in
            .value(
                Throttling(
                    share: min(1, Double(stopped.periods) / Double(max(1, periods))),
                    seconds: Double(stopped.microseconds) / 1_000_000))
        }
    }

    static func frequencyRatio(_ before: SystemLoad, _ after: SystemLoad) -> Reading<Double> {
        both(frequency(before), frequency(after)) { before, after in
            let ratio = after / before
            return ratio.isFinite && ratio > 0
                ? .value(ratio) : .unavailable("the frequencies are not possible")
        }
    }

    private static let notLater =
        "no time passed between the two readings, or the machine was started anew between them"

    private static func difference(_ before: UInt64, _ after: UInt64) -> Reading<UInt64> {
        after >= before ? .value(after - before) : .unavailable(notLater)
    }

    private static func uptime(_ load: SystemLoad) -> Reading<Double> {
        load.uptime ?? .unavailable("the result does not have the time since the machine started")
    }

    private static func quota(_ load: SystemLoad) -> Reading<CPUQuota> {
        load.cpuQuota ?? .unavailable("the result does not have the CPU quota")
    }

    private static func frequency(_ load: SystemLoad) -> Reading<Double> {
        load.frequencyMHz ?? .unavailable("the result does not have the frequency")
    }

    /// What `body` makes of two values, or why one of them is not there.
    private static func both<First, Second, Value>(
        _ first: Reading<First>, _ second: Reading<Second>, _ body: (First, Second) -> Reading<Value>
    ) -> Reading<Value> {
        switch (first, second) {
        case (.value(let first), .value(let second)): body(first, second)
        case (.unavailable(let reason), _), (_, .unavailable(let reason)): .unavailable(reason)
        }
    }
}
