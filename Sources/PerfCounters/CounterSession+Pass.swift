import SystemPackage

extension CounterSession {
    /// What one run of the region gave.
    struct PassOutcome {
        /// By index in the plan; lacks those in ``apart``.
        var readings: [Int: CounterReading] = [:]
        /// Events that the kernel did not take into the group; it may take them alone.
        var apart: [Int] = []
        /// Whether several events had to take turns.
        var isCrowded = false
        /// Whether the region was run; it is not when nothing new would be counted.
        var didRun = false
    }

    /// Runs `region` once, the `pass`-th time from 1, counting one group of events of one source, given by
    /// their indices in the plan, and in the first pass the software events beside hardware.
    func run(_ region: () -> Void, counting group: [Int], pass: Int) -> PassOutcome {
        let isApart = group.contains { plan.counters[$0].source != .hardware }
        var opening = Opening(session: self)
        let software = MeasuredGroup(opening.open(pass > 1 || isApart ? [] : schedule.software, on: nil))
        // On a processor with several types of core, a group on each.
        let types = isApart || coreTypes.isEmpty ? [nil] : coreTypes.map(Optional.some)
        let inner = types.map { (type: $0, group: MeasuredGroup(opening.open(group, on: $0))) }
        var outcome = opening.outcome
        guard !software.isEmpty || inner.contains(where: { !$0.group.isEmpty }) else { return outcome }

        // The hardware groups go inside, since they are more easily disturbed.
        software.start()
        for (_, group) in inner { group.start() }
        region()
        for (_, group) in inner { group.stop() }
        software.stop()

        outcome.didRun = true
        var parts: [Int: [CountedPart]] = [:]
        for (type, group) in [(nil, software)] + inner {
            for part in CountedPart.all(of: group, on: type) {
                parts[part.member.counter, default: []].append(part)
            }
        }
        // What one type of core has no room for is counted alone, on all of them.
        for index in outcome.apart { parts[index] = nil }
        for (index, parts) in parts {
            // A count of some types would lack what was done on the others.
            if outcome.readings[index] == nil {
                outcome.readings[index] = CounterReading(of: plan.counters[index], parts: parts, pass: pass)
            } else if let type = parts.first?.type {
                outcome.readings[index]?.unavailability?.remedy =
                    "run on one of the CPUs \(type.cpus) with --cpu: \(type.name) counts it"
            }
        }
        let inGroups = parts.keys.filter { !schedule.software.contains($0) }
        outcome.isCrowded =
            inGroups.count > 1 && inGroups.contains { outcome.readings[$0]?.isStarved == true }
        return outcome
    }
}

/// Opens the events of a pass.
private struct Opening {
    let session: CounterSession
    /// Those that cannot be opened, or not here; nothing has been counted.
    var outcome = CounterSession.PassOutcome()

    /// Opens as many of the events as the kernel allows, and records why the others cannot be opened.
    mutating func open(_ indices: [Int], on type: CoreType?) -> EventGroup {
        var group = EventGroup(kernel: session.kernel)
        for index in indices {
            let counter = session.plan.counters[index]
            var choices: [EventEncoding]
            switch session.lookedUp[index] {
            case .failure(let reason):
                outcome.readings[index] = CounterReading(of: counter, choice: nil, because: reason)
                continue
            case .success(let choice): choices = [choice]
            case nil: choices = counter.choices
            }
            if let type {
                choices = choices.compactMap { type.counting($0, among: session.coreTypes) }
                if choices.isEmpty { continue }
            }
            do throws(EventGroup.OpenFailure) {
                try group.add(counter: index, choices: choices)
            } catch {
                // A group that the registers could not hold at once is refused event by event.
                if counter.source.fullGroup == error.error, !group.isEmpty {
                    if !outcome.apart.contains(index) { outcome.apart.append(index) }
                } else {
                    var reason = reason(error, counter.source)
                    if let type { reason.cause = "\(type.name): \(reason.cause)" }
                    outcome.readings[index] = CounterReading(
                        of: counter, choice: error.choice, because: reason)
                }
            }
        }
        return group
    }

    private func reason(_ failure: EventGroup.OpenFailure, _ source: CounterSource) -> CounterUnavailability {
        guard !failure.isOpened else { return .control(failure.error, action: "identify") }
        return .opening(
            failure.error, source: source, privilege: failure.choice.privilege,
            paranoidLevel: session.paranoidLevel)
    }
}

extension CounterSource {
    /// How the kernel says that a group has no room for one more event.
    fileprivate var fullGroup: Errno? {
        switch self {
        case .hardware: .invalidArgument
        case .breakpoint: .noSpace
        case .software, .tracepoint, .callgrind: nil
        }
    }
}

extension CounterReading {
    /// Whether the event ran too little of the time; see ``CountVerdict/isStarved``.
    fileprivate var isStarved: Bool {
        guard let timeEnabled, let timeRunning else { return false }
        return CountVerdict(EventCount(count: 0, enabled: timeEnabled, running: timeRunning)).isStarved
    }
}
