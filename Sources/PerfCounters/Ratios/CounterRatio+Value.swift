extension CounterRatio {
    /// Why there is no ratio.
    public struct Absence: Error, Hashable, CustomStringConvertible {
        /// One clause without a full stop.
        public let description: String
    }

    /// The ratio of one process.
    ///
    /// - Parameter readings: those of a measurement, at most one for each counter.
    /// - Returns: a finite number of at least 0.
    /// - Throws: `Absence` where a counter was not counted, where the counters are not of one group or not of the
    ///   same modes or cores, and where it would be divided by 0.
    public func value(in readings: [CounterReading]) throws(Absence) -> Double {
        var parts: [CounterReading] = []
        for name in counters {
            guard let part = readings.first(where: { $0.requestedName == name }), part.value != nil else {
                throw Absence(description: "\(name) was not counted")
            }
            parts.append(part)
        }
        let names = counters.joined(separator: " and ")
        func require(_ isTrue: Bool, _ clause: String) throws(Absence) {
            if !isTrue { throw Absence(description: "\(names) \(clause)") }
        }
        let first = parts[0]
        try require(
            parts.allSatisfy { $0.pass == first.pass && $0.source == first.source },
            "were not counted in one group, but in different runs of the loop")
        if denominators.contains(numerator) {
            // The clocks are the same in both modes.
            try require(
                Set(parts.map(\.privilege)) == [.user, .kernel], "were not counted in one mode each")
        } else {
            try require(
                parts.allSatisfy { $0.privilege == first.privilege }, "were not counted in the same modes")
        }
        try require(
            parts.allSatisfy { $0.coreTypes == first.coreTypes },
            "were not counted on the same types of core")
        let values = Dictionary(parts.map { ($0.requestedName, $0.value ?? 0) }, uniquingKeysWith: { $1 })
        let sum = denominators.reduce(0) { $0 + (values[$1] ?? 0) }
        let ratio = (values[numerator] ?? 0) / sum * factor
        guard sum > 0, ratio.isFinite else {
            throw Absence(description: "there were no \(denominators.joined(separator: " and no "))")
        }
        return ratio
    }
}
