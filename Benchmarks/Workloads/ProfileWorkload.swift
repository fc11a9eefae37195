import CStackSupport
import CallbackRuntime
import ForeignStacks

extension Workload {
    /// A workload that calls back like a known program.
    init(_ profile: Profile) {
        self.init(
            // Version 2 tells a strategy that wants to know about switches and fresh stacks.
            name: "profile/\(profile.name)", summary: profile.summary, version: 2, place: profile.place,
            callbacksPerIteration: profile.nesting + 1, granularity: profile.granularity,
            mappings: profile.mappings, hasNotifications: profile.foreign.count > 0,
            hasRegistrations: profile.hasFreshStacks, tier: .named, batchStep: profile.granularity,
            runtimeNeed: profile.nesting > 0 || profile.suspends ? .callsOut : .none,
            unavailability: {
                if case .own = profile.stacks { return ManyMappings.unavailability(profile.mappings) }
                return profile.kind.unavailability ?? ManyMappings.unavailability(profile.mappings)
            }
        ) { (random) throws(ClaimError) in
            try profile.prepare(random: &random)
        }
    }
}

extension Profile {
    fileprivate var hasFreshStacks: Bool {
        if case .fresh = stacks { true } else { false }
    }

    /// A multiple of whole periods and of whole rounds of the coroutines.
    fileprivate var granularity: Int {
        guard case .mapped(let count, _) = stacks else { return foreign.of }
        return foreign.of * count
    }

    fileprivate func prepare(
        random: inout any RandomNumberGenerator
    ) throws(ClaimError) -> PreparedWorkload {
        let own = OwnStack.current
        try own.checkPreparation(onMainThread: place == .mainThread)
        var state = sbs_profile()
        state.nested = sbs_nested(callback: .control, depth: UInt32(nesting))
        state.period = UInt32(foreign.of)
        state.foreign = UInt32(foreign.count)
        state.kind = kind.abi
        state.suspends = suspends
        state.registers = CallbackRuntime.wantsRegistrations
        state.notifies = CallbackRuntime.wantsNotifications
        var coroutines: CoroutineStacks?
        switch stacks {
        case .own: break
        case .fresh(let bytes): state.fresh_stack_bytes = bytes
        case .mapped(let count, let bytes):
            let made = try CoroutineStacks(
                count: count, stackBytes: bytes, gap: StackRegion.pageSize, below: own)
            state.coroutines = made.handles
            state.stacks = UnsafePointer(made.bounds)
            state.count = UInt32(count)
            coroutines = made
        }
        let prepared = PreparedWorkload(
            loop: entering(sbs_loop_profile, sbs_loop_profile_real), state: state
        ) { (seen) throws(ClaimError) in
            try own.checkThread(seen)
            try check(seen, own: own, coroutines: coroutines)
        }
        try coroutines?.start(
            by: kind, state: prepared.state,
            main: entering(sbs_profile_coroutine, sbs_profile_coroutine_real),
            random: &random)
        if let coroutines { prepared.keepAlive(coroutines) }
        if mappings > 0 { prepared.keepAlive(try ManyMappings(mappings)) }
        return prepared
    }

    /// Checks that the right share of callbacks came from the thread's own stack, and the others equally
    /// often from each coroutine.
    private func check(
        _ seen: [PreparedWorkload.Observation], own: OwnStack, coroutines: CoroutineStacks?
    ) throws(ClaimError) {
        let onOwnStack = seen.count { own.bounds.contains($0.sp) }
        try ClaimError.check(
            onOwnStack * foreign.of == seen.count * (foreign.of - foreign.count),
            "\(onOwnStack) of \(seen.count) callbacks came from the thread's own stack")
        for stack in coroutines?.stacks ?? [] {
            let onStack = seen.count { stack.contains($0.sp) }
            try ClaimError.check(
                onStack * coroutines!.stacks.count == seen.count - onOwnStack,
                "\(onStack) of \(seen.count) callbacks came from one of the coroutines")
        }
    }
}
