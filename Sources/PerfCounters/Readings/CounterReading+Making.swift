extension CounterReading {
    /// A counter that has no value. `choice` is the way of opening it that was tried last, nil if none was.
    init(of counter: PlannedCounter, choice: EventEncoding?, because reason: CounterUnavailability) {
        self.init(
            requestedName: counter.name,
            resolvedName: choice?.resolvedName ?? counter.tracepoint?.description ?? counter.name,
            source: counter.source, privilege: choice?.privilege ?? .userAndKernel, unit: counter.unit,
            value: nil, rawCount: nil, ownCount: 0, timeEnabled: nil, timeRunning: nil, scaled: false,
            pass: nil, notes: [], unavailability: reason)
    }

    /// A counter that was read. `count` is nil if the kernel's numbers went backwards. Of the system
    /// calls that the measurement itself makes, one is counted: that which stops the group.
    init(
        of counter: PlannedCounter, choice: EventEncoding, count: EventCount?, pass: Int, format: ReadFormat
    ) {
        self.init(of: counter, choice: choice, because: .contradictory)
        notes = choice.note.map { [$0] } ?? []
        if format == .single {
            notes.append("read one by one: the kernel refuses to read inherited events as a group")
        }
        guard let count else { return }
        let seesOwn = counter.tracepoint?.seesOwnControl ?? counter.breakpoint?.seesOwnControl ?? false
        ownCount = seesOwn ? 1 : 0
        let verdict = CountVerdict(count, own: ownCount)
        switch verdict {
        case .exact(let value): self.value = value
        case .scaled(let value): (self.value, scaled) = (value, true)
        case .tooSeldom, .notCounted, .contradictory: break
        }
        unavailability = .worthless(verdict)
        (timeEnabled, timeRunning) = (count.enabled, count.running)
        guard verdict != .notCounted else { return }
        (rawCount, self.pass) = (count.count, pass)
    }
}
