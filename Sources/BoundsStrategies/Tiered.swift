import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// The cheapest source that knows.
    ///
    /// Rule, in order: SP in exact bounds not older than the registry's last change, nothing to do; a stack
    /// that the thread was found on since that change, with SP in the same page, exact; the registered
    /// stack that holds SP, exact; the thread's own, exact; in a signal handler, the signal stack that the
    /// kernel names, exact; the main thread's stack, exact; the window narrowed as `clamp` has it, and kept
    /// as there. The thread's own stack is asked for in `attach`: of the kernel on the main stack, so that
    /// no maps are parsed, and of pthread elsewhere. Guard regions are looked for once in each mapping, as
    /// long as SP stays where was looked. Bounds come back when the runtime is further up.
    ///
    /// Of the main stack what has grown is recorded, not what may: no lowered rlimit and no new mapping
    /// takes it away. A callback that comes to its low end grows it by 256 KiB, as far as the limit of that
    /// moment lets, at the price of two questions.
    ///
    /// Remaining faults: those of `clamp` on stacks that nobody registered, and a guard region made after
    /// it was looked for; a registered stack that is freed and not removed; a coroutine carved out of the
    /// thread's own stack and not registered passes for it; a corrupt SP is taken for an unknown stack.
    public static let tiered = BoundsStrategy(
        name: "tiered",
        rule: "exact bounds kept; registry, thread's stack, signal stack, main stack, then clamp",
        source: "new",
        version: 2,
        restore: .nested,
        stateSize: MemoryLayout<TieredState>.stride + MemoryLayout<sbs_known_stack>.stride
            * Int(SBS_KNOWN_STACKS) + MemoryLayout<Floor>.stride * Floor.places,
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
        overflow: { machine, sp in machine.pointee.lookAgain(at: sp) })
}

/// Out of line, and by pointer: what comes before it needs no registers saved.
@inline(never)
private func recordUnknown(_ machine: MachinePointer, _ sp: UInt, _ generation: UInt64) {
    machine.pointee.recordTiered(at: sp, generation)
    // A handler that interrupted this between two stores would leave a mixture.
    guard machine.pointee.stamp == generation, !machine.pointee.isServingSignal else { return }
    // More stacks in turn than there are places would each find that another one took theirs: whoever is
    // there stays, but for one time in eight, so that who is not called from any more goes.
    let place = sbs_known_stack_at(machine.pointee.knownStacks, sp)
    let tiered = machine.pointee.state(of: TieredState.self)
    tiered.pointee.misses &+= 1
    guard place.pointee.generation != generation || tiered.pointee.misses & 7 == 0 else { return }
    sbs_keep_known_stack(place, machine.pointee.lo, machine.pointee.hi, generation)
}

/// The state, before the known stacks and the floors.
struct TieredState: BitwiseCopyable {
    /// The thread's own stack.
    var own = ThreadStack()
    /// The generation of the registry in which nothing registered lies within it.
    var ownIsWhole: UInt64 = 0
    /// Callbacks whose stack was not among the known ones.
    var misses: UInt64 = 0
}

extension Machine {
    /// The stacks that the thread was on, by SP.
    @inline(__always)
    fileprivate var knownStacks: UnsafeMutablePointer<sbs_known_stack> {
        UnsafeMutableRawPointer(state(of: TieredState.self) + 1)
            .assumingMemoryBound(to: sbs_known_stack.self)
    }

    /// What is known of guard regions, by mapping.
    var floors: UnsafeMutablePointer<Floor> {
        UnsafeMutableRawPointer(knownStacks + Int(SBS_KNOWN_STACKS)).assumingMemoryBound(to: Floor.self)
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
        // It has grown, or the machine was attached elsewhere.
        recordMainStack(StackBounds(lo: mapping.start, hi: mapping.end))
    }

    /// The main stack is larger than it was known to be.
    private mutating func recordMainStack(_ bounds: StackBounds) {
        let own = ThreadStack(bounds)
        state(of: TieredState.self).pointee.own = own
        state(of: TieredState.self).pointee.ownIsWhole = 0
        // Its bounds from before are still right, but a callback would run into their low end again.
        for place in 0..<Int(SBS_KNOWN_STACKS) where knownStacks[place].hi == bounds.hi {
            knownStacks[place].generation = 0
        }
        record(own, 0)
    }

    /// SP is below the guard: is there more of the main stack than was known?
    fileprivate mutating func lookAgain(at sp: UInt) {
        guard hi == state(of: TieredState.self).pointee.own.bounds?.hi,
            let mapping = queryMapping(holding: hi &- 1), mapping.is_main_stack
        else { return }
        recordMainStack(growMainStack(mapping, to: sp &- 256 * 1024))
    }
}
