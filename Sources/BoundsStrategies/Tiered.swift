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
    /// Bounds come back when the runtime is further up.
    ///
    /// Remaining faults: those of `clamp` on stacks that nobody registered; a registered stack that is
    /// freed and not removed; a coroutine carved out of the thread's own stack and not registered
    /// passes for it; after the main stack's rlimit is lowered, or something is mapped within it, its
    /// old low bound stays until SP leaves the bounds.
    public static let tiered = BoundsStrategy(
        name: "tiered",
        rule: "exact bounds kept; registry, thread's stack, signal stack, main stack, then clamp",
        source: "new",
        restore: .nested,
        stateSize: MemoryLayout<ThreadStack>.size,
        attach: { machine, sp in
            machine.pointee.learnOwnStack(at: sp)
            machine.pointee.recordTiered(at: sp)
        },
        update: { machine, sp in
            if machine.pointee.stamp == sbs_registry_generation(), machine.pointee.holdsExactly(sp) { return }
            machine.pointee.recordTiered(at: sp)
        },
        registered: { lo, hi, present in _ = sbs_registry_set(lo, hi, present) })
}

extension Machine {
    fileprivate mutating func learnOwnStack(at sp: UInt) {
        let own = state(of: ThreadStack.self)
        if isServingSignal { return }
        if let mapping = queryMapping(holding: sp &- 1), mapping.is_main_stack {
            own.pointee = ThreadStack(queryMainStack(mapping))
        } else {
            own.pointee.learn(&self)
        }
    }

    fileprivate mutating func recordTiered(at sp: UInt) {
        // An estimate is kept as `clamp` keeps it, unless a registered stack explains SP.
        let kept = keepsClamped(sp) && confidence == SBS_CONFIDENCE_ESTIMATE.rawValue
        let before = (bounds, stamp)
        recordRegistered(at: sp)
        if confidence == SBS_CONFIDENCE_EXACT.rawValue { return }
        if kept {
            record(before.0, .estimate)
            stamp = before.1
            return
        }
        if isServingSignal, let stack = querySignalStack(), stack.contains(sp) {
            record(stack, .exact)
            stamp = sbs_registry_generation()
            return
        }
        let mapping = queryMapping(holding: sp &- 1)
        if let mapping, mapping.is_main_stack {
            // Grown past what was its limit: the rlimit was raised.
            state(of: ThreadStack.self).pointee = ThreadStack(queryMainStack(mapping))
            recordRegistered(at: sp)
            if holdsExactly(sp) { return }
        }
        recordClamped(at: sp, in: mapping)
    }
}
