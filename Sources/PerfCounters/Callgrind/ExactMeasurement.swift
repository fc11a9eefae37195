/// What a loop costs exactly, from runs of N and of 2 N iterations: everything they have in common cancels.
///
/// Both runs contain start-up, the first entry into the region and the exit from it. What is left is the cost
/// of N iterations in the steady state. Each run is repeated: a count that differs between repeats is not a
/// property of the program, and is not reported.
public struct ExactMeasurement: Sendable {
    /// A run of N and a run of 2 N iterations, one after the other.
    public struct Repeat: Sendable {
        /// The run of N iterations.
        public var once: CallgrindProfile
        /// The run of 2 N iterations.
        public var twice: CallgrindProfile

        /// Pairs two runs.
        public init(once: CallgrindProfile, twice: CallgrindProfile) {
            self.once = once
            self.twice = twice
        }
    }

    private let repeats: [Repeat]

    /// - Parameter repeats: at least one, all of the same program with the same events.
    public init(_ repeats: [Repeat]) {
        precondition(!repeats.isEmpty, "there is nothing to measure without a run")
        self.repeats = repeats
    }

    /// The count of N iterations, or why there is none.
    public func reading(of counter: CallgrindCounter) -> CounterReading {
        let counts = repeats.map { difference(counter, $0) }
        let known = counts.compactMap { $0 }
        guard known.count == counts.count, let first = known.first else {
            return CounterReading(
                of: counter,
                because: .callgrind("callgrind counted less in the longer run than in the shorter"))
        }
        guard let least = known.min(), let most = known.max(), least == most else {
            return CounterReading(
                of: counter,
                because: .callgrind(
                    "repeats disagree (\(known.map(String.init).joined(separator: ", ")) over the same "
                        + "callbacks), so the count is not exact"))
        }
        var reading = CounterReading(of: counter, count: first)
        reading.resolvedName = "\(repeats[0].once.creator) \(counter.events.joined(separator: "+"))"
        if counter.isSimulated {
            let caches = repeats[0].once.caches
            reading.notes =
                counter.events.contains("Bcm")
                ? ["simulated by callgrind, not measured"]
                : ["simulated by callgrind, not measured: \(caches.joined(separator: "; "))"]
        }
        return reading
    }

    /// Instructions of N iterations by function, in the first repeat; functions with none are left out.
    public func functions() -> [CallgrindProfile.Function: UInt64] {
        let (once, twice) = (repeats[0].once, repeats[0].twice)
        guard once.events == twice.events,
            let index = twice.events.firstIndex(of: CallgrindCounter.instructions.events[0])
        else { return [:] }
        return twice.functions.reduce(into: [:]) { costs, entry in
            let before = once.functions[entry.key]?[index] ?? 0
            if entry.value[index] > before { costs[entry.key] = entry.value[index] - before }
        }
    }

    /// How often a function is called in N iterations; nil if the repeats disagree.
    public func calls(of symbol: String) -> UInt64? {
        let calls = repeats.map { ($0.once.calls[symbol] ?? 0, $0.twice.calls[symbol] ?? 0) }
        let counts = Set(calls.map { once, twice in twice >= once ? twice - once : nil })
        return counts.count == 1 ? counts.first ?? nil : nil
    }

    private func difference(_ counter: CallgrindCounter, _ runs: Repeat) -> UInt64? {
        guard let once = counter.total(in: runs.once), let twice = counter.total(in: runs.twice),
            twice >= once
        else { return nil }
        return twice - once
    }
}

extension CounterReading {
    /// A counter of exact mode that has no value.
    public init(of counter: CallgrindCounter, because reason: CounterUnavailability) {
        self.init(
            requestedName: counter.name,
            resolvedName: "callgrind \(counter.events.joined(separator: "+"))", source: .callgrind,
            privilege: .user, unit: .events, value: nil, rawCount: nil, ownCount: 0, timeEnabled: nil,
            timeRunning: nil, scaled: false, pass: nil, notes: [], unavailability: reason)
    }

    /// A counter of exact mode.
    fileprivate init(of counter: CallgrindCounter, count: UInt64) {
        self.init(of: counter, because: .contradictory)
        unavailability = nil
        (value, rawCount, pass) = (Double(count), count, 1)
    }
}

extension CounterUnavailability {
    /// Exact mode could not count, for a reason that is one sentence without a full stop.
    public static func callgrind(
        _ cause: String, remedy: String = "measure the time of this cell, or use --counters auto"
    ) -> CounterUnavailability {
        CounterUnavailability(nil, cause: cause, remedy: remedy)
    }
}
