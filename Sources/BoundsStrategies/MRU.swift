import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// The last few stacks that the thread was on are tried before the registry.
    ///
    /// Rule: four exact intervals per thread, most recent first. If SP is in one of them, it becomes the
    /// first and its bounds the current ones. Otherwise as `registry`: bounds found exact become the first,
    /// and the last is forgotten. All are forgotten when the registry changes, which covers stacks that are
    /// freed and mapped again, or split in two, if their owner reports it. A thread's intervals are dropped
    /// when it exits, and a child of fork has its parent's stacks.
    ///
    /// Hazards: those of `registry`. With more than four stacks in turn, it never hits.
    public static let mru = BoundsStrategy(
        name: "mru",
        rule: "the last four exact stacks of the thread, then as registry",
        source: "new",
        version: 2,
        restore: .nested,
        stateSize: MemoryLayout<RecentStacks>.size,
        attach: { machine, sp in
            machine.pointee.state(of: ThreadStack.self).pointee.learn(&machine.pointee)
            machine.pointee.recordRecent(at: sp, sbs_registry_generation())
        },
        update: { machine, sp in
            let generation = sbs_registry_generation()
            if machine.pointee.stamp == generation, machine.pointee.bounds.encloses(sp) { return }
            machine.pointee.recordRecent(at: sp, generation)
        },
        registered: { lo, hi, present in _ = sbs_registry_set(lo, hi, present) },
        traits: .asksForOwnStack)
}

/// The strategy's state; the thread's own stack comes first.
private struct RecentStacks: BitwiseCopyable {
    var own = ThreadStack()
    /// The generation of the registry when the intervals were found.
    var generation: UInt64 = 0
    var first = StackBounds.unknown
    var second = StackBounds.unknown
    var third = StackBounds.unknown
    var fourth = StackBounds.unknown

    /// Moves the interval from `index` to the front; the one at `index` is overwritten.
    mutating func enter(_ bounds: StackBounds, foundAt index: Int) {
        if index > 2 { fourth = third }
        if index > 1 { third = second }
        if index > 0 { second = first }
        first = bounds
    }

    /// The interval that holds SP, and its index.
    func find(_ sp: UInt) -> (StackBounds, Int)? {
        if first.encloses(sp) { return (first, 0) }
        if second.encloses(sp) { return (second, 1) }
        if third.encloses(sp) { return (third, 2) }
        if fourth.encloses(sp) { return (fourth, 3) }
        return nil
    }
}

extension Machine {
    fileprivate mutating func recordRecent(at sp: UInt, _ generation: UInt64) {
        let recent = state(of: RecentStacks.self)
        if recent.pointee.generation != generation {
            recent.pointee = RecentStacks(own: recent.pointee.own, generation: generation)
        }
        if let (bounds, index) = recent.pointee.find(sp) {
            recent.pointee.enter(bounds, foundAt: index)
            record(bounds, .exact)
            stamp = generation
            return
        }
        recordRegistered(at: sp)
        // Bounds with a stamp are exact, and no registered stack is inside them.
        if stamp == generation { recent.pointee.enter(bounds, foundAt: 3) }
    }
}
