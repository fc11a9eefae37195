import CLibrary
import CStackSupport
import CallbackRuntime
import ForeignStacks

extension Workload {
    /// A coroutine on a new stack for each callback, while others stay: a program that cooperates registers
    /// and removes each, and the registry holds all stacks.
    ///
    /// The others are above all new ones. The registry is sorted, so each registration and removal moves all
    /// of its entries: the most expensive case. The size is Fluent Bit's, as in its profile.
    static func stackChurn(_ present: Int, tier: Tier) -> Workload {
        let kind = StackSwitch.cheapest
        return Workload(
            name: "stack-churn/\(present)",
            summary: "a coroutine on a new 24 KiB stack for each callback, with \(present) that "
                + "\(present == 1 ? "stays" : "stay"), \(kind.rawValue)",
            place: .pthread, hasNotifications: true, hasRegistrations: true, tier: tier,
            unavailability: { kind.unavailability }
        ) { (_) throws(ClaimError) in
            let own = OwnStack.current
            let freshBytes = 24_576
            // Creates this thread's part of the heap, where the new stacks will be.
            let first = malloc(freshBytes)
            defer { free(first) }
            let others = try CoroutineStacks(count: present, .above(UInt(bitPattern: first)))
            var state = sbs_profile()
            state.nested = sbs_nested(callback: .control, depth: 0)
            state.period = 1
            state.foreign = 1
            state.kind = kind.abi
            state.fresh_stack_bytes = freshBytes
            state.registers = CallbackRuntime.wantsRegistrations
            state.notifies = CallbackRuntime.wantsNotifications
            let prepared = PreparedWorkload(
                loop: entering(sbs_loop_profile, sbs_loop_profile_real), state: state
            ) { (seen) throws(ClaimError) in
                try own.checkThread(seen)
                for observation in seen {
                    try ClaimError.check(
                        !own.bounds.contains(observation.sp), "a callback came from the thread's own stack")
                    try ClaimError.check(
                        others.stacks.allSatisfy { $0.lo >= observation.sp },
                        "a new stack is not below those that stay")
                }
            }
            prepared.keepAlive(others)
            return prepared
        }
    }
}
