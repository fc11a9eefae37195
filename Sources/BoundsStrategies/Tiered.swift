import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// The cheapest source that has the answer.
    ///
    /// Rule, in order: SP in exact bounds not older than the registry's last change: nothing to do; a stack
    /// that the thread was found on since that change, with SP in the same page, exact; the registered stack
    /// that holds SP, exact; the thread's own, exact; in a signal handler, the signal stack that the kernel
    /// reports, exact; the main thread's stack, exact; the window, narrowed and kept as in `clamp`. `attach`
    /// queries the thread's own stack: on the main stack from the kernel, so that no maps are parsed, and
    /// elsewhere from pthread. Each mapping is searched for guard regions once, as long as SP stays in the
    /// range searched. Bounds are restored when the runtime is further up.
    ///
    /// For the main stack it records what has grown, not what may grow: no lowered rlimit and no new mapping
    /// can take that away. A callback that reaches its low end grows it by 256 KiB, as far as the limit at
    /// that moment allows, at the cost of two queries. A callback that reaches the start of another mapping tries
    /// whether the kernel lets it grow (`MAP_GROWSDOWN`), before it is taken for an overflow.
    ///
    /// On a stack that nobody registered the bounds end at SP: what is above it may be another stack.
    ///
    /// Remaining faults, of which no runtime could know without a query in each callback: on a stack that nobody
    /// registered, the low ends of `clamp`, and kept bounds outlive it; a guard region made after the search; a registered stack that is freed but not removed; an unregistered coroutine carved out of the
    /// thread's own stack is taken for it; a corrupt SP is taken for an unknown stack.
    public static let tiered = BoundsStrategy(
        name: "tiered",
        rule: "exact bounds kept; registry, thread's stack, signal stack, main stack, then clamp",
        source: "new",
        version: 3,
        restore: .nested,
        stateSize: MemoryLayout<TieredState>.stride + MemoryLayout<sbs_known_stack>.stride
            * Int(SBS_KNOWN_STACKS) + MemoryLayout<GuardFloor>.stride * GuardFloor.places,
        attach: { machine, sp in
            machine.pointee.learnOwnStack(at: sp)
            machine.pointee.recordTiered(at: sp, sbs_registry_generation())
        },
        update: { machine, sp in
            // Bounds with the stamp of a generation are exact.
            let generation = sbs_registry_generation()
            if machine.pointee.stamp == generation, machine.pointee.bounds.encloses(sp) { return }
            let known = sbs_known_stack_at(machine.pointee.knownStacks, sp).pointee
            if known.generation == generation, sp > known.lo, sp < known.hi {
                machine.pointee.record(StackBounds(lo: known.lo, hi: known.hi), .exact)
                machine.pointee.stamp = generation
                return
            }
            recordUnknown(machine, sp, generation)
        },
        registered: { lo, hi, present in _ = sbs_registry_set(lo, hi, present) },
        overflow: { machine, sp in machine.pointee.growBelowGuard(at: sp) },
        traits: .asksForOwnStack)
}

/// Out of line and by pointer, so that the fast path saves no registers.
@inline(never)
private func recordUnknown(_ machine: MachinePointer, _ sp: UInt, _ generation: UInt64) {
    machine.pointee.recordTiered(at: sp, generation)
    // A handler that interrupted this between two stores would leave a mix of old and new.
    guard machine.pointee.stamp == generation, !machine.pointee.isServingSignal else { return }
    // With more stacks in turn than places, each would always find its place taken. So the occupant stays,
    // except every eighth time, which removes stacks that no longer call back.
    let place = sbs_known_stack_at(machine.pointee.knownStacks, sp)
    let tiered = machine.pointee.state(of: TieredState.self)
    tiered.pointee.misses &+= 1
    guard place.pointee.generation != generation || tiered.pointee.misses & 7 == 0 else { return }
    sbs_keep_known_stack(place, machine.pointee.lo, machine.pointee.hi, generation)
}

/// The strategy's state; the known stacks and the guard floors follow it.
struct TieredState: BitwiseCopyable {
    /// The thread's own stack.
    var own = ThreadStack()
    /// The generation of the registry in which no registered stack is inside it.
    var ownUndividedIn: UInt64 = 0
    /// Callbacks whose stack was not among the known ones.
    var misses: UInt64 = 0
}

extension Machine {
    /// The stacks that the thread was on, indexed by SP.
    @inline(__always)
    fileprivate var knownStacks: UnsafeMutablePointer<sbs_known_stack> {
        UnsafeMutableRawPointer(state(of: TieredState.self) + 1)
            .assumingMemoryBound(to: sbs_known_stack.self)
    }

    /// What is known about guard regions, indexed by mapping.
    var guardFloors: UnsafeMutablePointer<GuardFloor> {
        UnsafeMutableRawPointer(knownStacks + Int(SBS_KNOWN_STACKS)).assumingMemoryBound(to: GuardFloor.self)
    }

    fileprivate mutating func learnOwnStack(at sp: UInt) {
        if isServingSignal { return }
        let own = state(of: ThreadStack.self)
        if let mapping = queryMapping(holding: sp &- 1), mapping.is_main_stack {
            own.pointee = ThreadStack(StackBounds(lo: mapping.start, hi: mapping.end))
        } else {
            own.pointee.learn(&self)
        }
    }

    fileprivate mutating func recordTiered(at sp: UInt, _ generation: UInt64) {
        let tiered = state(of: TieredState.self)
        let own = tiered.pointee.own
        let isOnOwn = own.contains(sp)
        if isOnOwn && tiered.pointee.ownUndividedIn == generation {
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
        tiered.pointee.ownUndividedIn = isWhole ? generation : 0
        record(own, isWhole ? generation : 0)
    }

    private mutating func record(_ own: ThreadStack, _ generation: UInt64) {
        guard let bounds = own.bounds else { return }
        record(bounds, .exact)
        stamp = generation
    }

    /// SP is on a stack that nobody registered.
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
        // It has grown, or the machine was attached elsewhere.
        recordMainStack(StackBounds(lo: mapping.start, hi: mapping.end))
    }

    /// The main stack is larger than recorded.
    private mutating func recordMainStack(_ bounds: StackBounds) {
        let own = ThreadStack(bounds)
        state(of: TieredState.self).pointee.own = own
        state(of: TieredState.self).pointee.ownUndividedIn = 0
        // Its old bounds are still correct, but a callback would run into their low end again.
        for place in 0..<Int(SBS_KNOWN_STACKS) where knownStacks[place].hi == bounds.hi {
            knownStacks[place].generation = 0
        }
        record(own, 0)
    }

    /// Called with SP below the guard: grows the stack that SP is on if the kernel can, and records what it is now.
    fileprivate mutating func growBelowGuard(at sp: UInt) {
        if hi == state(of: TieredState.self).pointee.own.bounds?.hi {
            guard let mapping = queryMapping(holding: hi &- 1), mapping.is_main_stack else { return }
            recordMainStack(growMainStack(mapping, to: sp &- 256 * 1024))
            return
        }
        let top = hi
        // Nothing is known to grow but a mapping whose start is the low end.
        guard confidence == SBS_CONFIDENCE_ESTIMATE.rawValue, stamp == Machine.stampOfEdge,
            var mapping = queryMapping(holding: top &- 1)
        else { return }
        let start = mapping.start
        let wanted = StackBounds.window(around: sp).lo
        if start > wanted { mapping.start = growMapping(mapping, to: wanted) }
        guard sp > mapping.start else { return }
        recordNarrowed(at: sp, in: mapping)
        hi = top
        if mapping.start < start { stamp = Machine.stampOfEdge }
    }
}
