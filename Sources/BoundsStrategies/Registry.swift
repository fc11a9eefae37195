import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// The owner of stacks registers them, and a callback looks SP up.
    ///
    /// Rule: SP in exact bounds that are not older than the last change of the registry: nothing to do.
    /// Otherwise the registered stack that holds SP, exact; or the thread's own stack (one query, in
    /// `attach`), exact; or the window, an estimate, renewed on every callback. There is one table per
    /// process, sorted and read without a lock, so a stack that migrates between threads is found. If SP is
    /// where one stack ends and another begins, it belongs to the upper one, which is full. Bounds are
    /// restored when the runtime is further up.
    ///
    /// Hazards: a stack that is not registered gets the estimate; one that is freed but not removed keeps its
    /// bounds until another is registered there; a registered stack replaces those that it overlaps, so one
    /// carved out of another registered stack hides it.
    public static let registry = BoundsStrategy(
        name: "registry",
        rule: "the registered stack that holds SP, or the thread's; otherwise window",
        source: "Valgrind (VALGRIND_STACK_REGISTER), proposed for Ray",
        version: 2,
        restore: .nested,
        stateSize: MemoryLayout<ThreadStack>.size,
        attach: { machine, sp in
            machine.pointee.state(of: ThreadStack.self).pointee.learn(&machine.pointee)
            machine.pointee.recordRegistered(at: sp)
        },
        update: { machine, sp in
            if machine.pointee.stamp == sbs_registry_generation(), machine.pointee.bounds.encloses(sp) {
                return
            }
            machine.pointee.recordRegistered(at: sp)
        },
        registered: { lo, hi, present in _ = sbs_registry_set(lo, hi, present) },
        traits: .asksForOwnStack)
}

extension Machine {
    /// Records the registered stack that holds SP, or the thread's own, which the state begins with, or the
    /// window. The stamp is the generation of the registry that exact bounds belong to. It is 0 when a
    /// registered stack is inside the bounds, so that SP in them does not decide which stack it is.
    mutating func recordRegistered(at sp: UInt) {
        // Read before the search: a change in between then makes the bounds look old, not new.
        let generation = sbs_registry_generation()
        let found = sbs_registry_find(sp)
        if found.hi != 0 {
            record(StackBounds(lo: found.lo, hi: found.hi), .exact)
            stamp = generation
            return
        }
        recordThreadStackOrWindow(at: sp)
        stamp = holdsExactly(sp) && !sbs_registry_overlaps(lo, hi) ? generation : 0
    }
}
