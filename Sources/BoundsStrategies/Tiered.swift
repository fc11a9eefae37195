public import CallbackRuntime
import CStackSupport

extension BoundsStrategy {
    /// The cheapest source that knows.
    ///
    /// Rule, in order: SP in exact bounds not older than the registry's last change, nothing to do; the
    /// registered stack that holds SP, exact; the thread's own, exact; in a signal handler, the signal
    /// stack that the kernel names, exact; the main thread's stack, whose limit is asked for anew, exact;
    /// the window narrowed as `clamp` has it, and kept as there. The thread's own stack is asked for in
    /// `attach`: of the kernel on the main stack, so that no maps are parsed, and of pthread elsewhere.
    /// Guard regions are looked for once in each mapping, as long as SP stays where was looked.
    /// Bounds come back when the runtime is further up.
    ///
    /// Remaining faults: those of `clamp` on stacks that nobody registered, and a guard region made after
    /// it was looked for; a registered stack that is freed and not removed; a coroutine carved out of the
    /// thread's own stack and not registered passes for it; after the main stack's rlimit is lowered, or
    /// something is mapped within it, its old low bound stays until SP leaves the bounds.
    public static let tiered = BoundsStrategy(
        name: "tiered",
        rule: "exact bounds kept; registry, thread's stack, signal stack, main stack, then clamp",
        source: "new",
        restore: .nested,
        stateSize: MemoryLayout<TieredState>.size + MemoryLayout<Floor>.stride * Floor.places,
        attach: { machine, sp in
            machine.pointee.learnOwnStack(at: sp)
            machine.pointee.recordTiered(at: sp, sbs_registry_generation())
        },
        update: { machine, sp in
            let generation = sbs_registry_generation()
            if machine.pointee.stamp == generation, machine.pointee.holdsExactly(sp) { return }
            machine.pointee.recordTiered(at: sp, generation)
        },
        registered: { lo, hi, present in _ = sbs_registry_set(lo, hi, present) })
}

/// The state, before the floors.
struct TieredState: BitwiseCopyable {
    /// The thread's own stack.
    var own = ThreadStack()
    /// The generation of the registry in which nothing registered lies within it.
    var ownIsWhole: UInt64 = 0
}

extension Machine {
    fileprivate mutating func learnOwnStack(at sp: UInt) {
        if isServingSignal { return }
        let own = state(of: ThreadStack.self)
        if let mapping = queryMapping(holding: sp &- 1), mapping.is_main_stack {
            own.pointee = ThreadStack(queryMainStack(mapping))
        } else {
            own.pointee.learn(&self)
        }
    }

    fileprivate mutating func recordTiered(at sp: UInt, _ generation: UInt64) {
        let tiered = state(of: TieredState.self)
        let own = tiered.pointee.own
        let isOnOwn = own.contains(sp)
        if isOnOwn && tiered.pointee.ownIsWhole == generation {
            record(own, generation)
            return
        }
        let found = sbs_registry_find_again(sp)
        if found.hi != 0 {
            record(StackBounds(lo: found.lo, hi: found.hi), .exact)
            stamp = generation
            return
        }
        guard isOnOwn, let bounds = own.bounds else {
            recordForeign(at: sp)
            return
        }
        let isWhole = !sbs_registry_overlaps(bounds.lo, bounds.hi)
        tiered.pointee.ownIsWhole = isWhole ? generation : 0
        record(own, isWhole ? generation : 0)
    }

    private mutating func record(_ own: ThreadStack, _ generation: UInt64) {
        guard let bounds = own.bounds else { return }
        record(bounds, .exact)
        stamp = generation
    }

    /// SP is on a stack that nobody told of.
    private mutating func recordForeign(at sp: UInt) {
        if confidence == SBS_CONFIDENCE_ESTIMATE.rawValue && keepsClamped(sp) { return }
        if isServingSignal, let stack = querySignalStack(), stack.contains(sp) {
            record(stack, .exact)
            stamp = 0
            return
        }
        let mapping = queryMapping(holding: sp &- 1)
        guard let mapping, mapping.is_main_stack else {
            recordNarrowed(at: sp, in: mapping)
            return
        }
        // Outside of what was its limit: the rlimit was raised, or the machine was attached elsewhere.
        let own = ThreadStack(queryMainStack(mapping))
        state(of: TieredState.self).pointee.own = own
        state(of: TieredState.self).pointee.ownIsWhole = 0
        record(own, 0)
    }
}
