import MachineInspection
import Statistics

extension SessionHealth {
    /// The health of what is pooled of several sessions: the worst reading of each kind; nil of none.
    ///
    /// - Parameters:
    ///   - sessions: the health of each.
    ///   - nullPair: that of all their cells together.
    ///   - reasons: why what they say together is not to be trusted.
    init?(worstOf sessions: [SessionHealth], nullPair: NullPair?, reasons: [String]) {
        guard let first = sessions.first else { return nil }
        self.nullPair = nullPair.map { .value($0.verdict) } ?? .unavailable("there is no null pair")
        func most<Value>(
            _ member: (SessionHealth) -> Reading<Value>, by size: (Value) -> Double
        ) -> Reading<Value> {
            let readings = sessions.map(member)
            let known = readings.compactMap(\.value)
            return known.max { size($0) < size($1) }.map(Reading.value) ?? readings[0]
        }
        loadBefore = most(\.loadBefore) { $0 }
        loadAfter = most(\.loadAfter) { $0 }
        cpuPressure = most(\.cpuPressure) { $0 }
        steal = most(\.steal) { $0 }
        frequencyRatio = most(\.frequencyRatio) { abs($0 - 1) }
        throttling =
            first.throttling == nil
            ? nil : most({ $0.throttling ?? .unavailable("not recorded") }) { $0.share }
        self.reasons = reasons
    }
}
