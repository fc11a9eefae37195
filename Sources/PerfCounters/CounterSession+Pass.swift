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
        var outcome = PassOutcome()
        let isApart = group.contains { plan.counters[$0].source != .hardware }
        var software = MeasuredGroup(open(pass > 1 || isApart ? [] : schedule.software, &outcome))
        var inner = MeasuredGroup(open(group, &outcome))
        guard !inner.isEmpty || !software.isEmpty else { return outcome }

        // The hardware group goes inside, since it is more easily disturbed.
        software.start()
        inner.start()
        region()
        inner.stop()
        software.stop()

        outcome.didRun = true
        collect(software, pass: pass, into: &outcome)
        collect(inner, pass: pass, into: &outcome)
        let isStarved = inner.members.contains { member in
            outcome.readings[member.counter]?.isStarved == true
        }
        outcome.isCrowded = isStarved && inner.members.count > 1
        return outcome
    }

    /// Opens as many of the events as the kernel allows, and records why the others cannot be opened.
    private func open(_ indices: [Int], _ outcome: inout PassOutcome) -> EventGroup {
        var group = EventGroup(kernel: kernel)
        for index in indices {
            let counter = plan.counters[index]
            let choices: [EventEncoding]
            switch lookedUp[index] {
            case .failure(let reason):
                outcome.readings[index] = CounterReading(of: counter, choice: nil, because: reason)
                continue
            case .success(let choice): choices = [choice]
            case nil: choices = counter.choices
            }
            do throws(EventGroup.OpenFailure) {
                try group.add(counter: index, choices: choices)
            } catch {
                // A group that the registers could not hold at once is refused event by event.
                if counter.source.fullGroup == error.error, !group.isEmpty {
                    outcome.apart.append(index)
                } else {
                    outcome.readings[index] = CounterReading(
                        of: counter, choice: error.choice, because: reason(error, counter.source))
                }
            }
        }
        return group
    }

    private func reason(_ failure: EventGroup.OpenFailure, _ source: CounterSource) -> CounterUnavailability {
        guard !failure.isOpened else { return .control(failure.error, action: "identify") }
        return .opening(
            failure.error, source: source, privilege: failure.choice.privilege, paranoidLevel: paranoidLevel)
    }

    private func collect(
        _ group: borrowing MeasuredGroup, pass: Int, into outcome: inout PassOutcome
    ) {
        for (member, result) in zip(group.members, group.outcome()) {
            let counter = plan.counters[member.counter]
            outcome.readings[member.counter] =
                switch result {
                case .failure(let reason):
                    CounterReading(of: counter, choice: member.choice, because: reason)
                case .success(let count):
                    CounterReading(
                        of: counter, choice: member.choice, count: count, pass: pass, format: group.format)
                }
        }
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
