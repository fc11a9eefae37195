import CStackSupport
import CallbackRuntime
import ForeignStacks
import Traces

/// One recorded thread, set up to be replayed by a thread of this process.
final class ReplayThread {
    /// Callbacks of one pass over its steps.
    let callbacks: Int
    /// What the loop is given; its callback is not set.
    private(set) var state = sbs_replay()
    /// The steps' stacks by number, 0 for the thread's own.
    private let stacks: ReplayStacks
    private let steps: UnsafeMutableBufferPointer<sbs_replay_step>
    private let members: UnsafeMutableBufferPointer<sbs_replay_stack>
    /// By number; that of 0 is the own stack.
    let bounds: [ForeignStack]
    /// Where each callback of a pass is, in order.
    private let places: [(count: UInt64, stack: Int)]

    /// Frames of the harness, and of what it calls, above the first callback.
    private static let room: UInt = 8192

    /// - Parameters:
    ///   - thread: its index.
    ///   - trace: the trace.
    ///   - own: the stack of the thread that will replay it.
    ///   - sp: an SP near where the loop is called.
    /// - Throws: `ClaimError` for what cannot be mapped or played.
    init(
        _ thread: Int, of trace: Trace, own: ForeignStack, from sp: UInt
    ) throws(ClaimError) {
        let plan = try ReplayPlan.made(thread, of: trace)
        callbacks = plan.callbacks
        let stacks = try ReplayStacks(plan.foreign, of: trace, own: (own, plan.own))
        self.stacks = stacks
        let bounds = [own] + plan.foreign.map { stacks.bounds[$0]! }
        self.bounds = bounds

        // Callbacks on the own stack lie below the frames of the harness: all of them lower by as much as one is.
        let least = own.hi - min(own.hi, sp - min(sp, Self.room))
        let shift = plan.ownDepths.map { UInt($0.least) < least ? least - UInt($0.least) : 0 } ?? 0
        if let most = plan.ownDepths?.most, UInt(most) + shift + Self.room > UInt(own.size) {
            throw ClaimError(
                "the trace goes \(most) bytes down the thread's own stack, which has \(own.size) here: raise ulimit -s"
            )
        }
        steps = .allocate(capacity: plan.steps.count)
        for (index, step) in plan.steps.enumerated() {
            let stack = bounds[Int(step.stack)]
            let wanted = step.depth.map { UInt($0) + (step.stack == 0 ? shift : 0) }
            // At least 2 KiB stay for the callback.
            let place = wanted.map { stack.hi - min($0, UInt(stack.size) - min(2048, UInt(stack.size) / 2)) }
            steps.initializeElement(
                at: index,
                to: sbs_replay_step(
                    kind: step.kind.abi, stack: step.stack, count: step.count,
                    sp: place.map { $0 & ~15 } ?? 0,
                    following: UnsafePointer(steps.baseAddress! + (index + 1) % plan.steps.count),
                    coroutine: nil, is_quick: step.isQuick,
                    is_below: step.isBelow))
        }
        members = .allocate(capacity: bounds.count)
        for (number, stack) in bounds.enumerated() {
            members.initializeElement(
                at: number,
                to: sbs_replay_stack(
                    replay: nil, coroutine: nil, bounds: sbs_bounds(lo: stack.lo, hi: stack.hi),
                    number: UInt32(number)))
        }
        places = plan.steps.compactMap { $0.kind == .end ? nil : ($0.count, Int($0.stack)) }
        state.next = UnsafePointer(steps.baseAddress!)
        state.stacks = members.baseAddress
        state.notifies = CallbackRuntime.wantsNotifications
    }

    deinit {
        for member in members { member.coroutine.map { sbs_coroutine_destroy($0) } }
        steps.deallocate()
        members.deallocate()
    }

    /// Makes the coroutines, now that the state has its place.
    func start(_ replay: UnsafeMutablePointer<sbs_replay>) throws(ClaimError) {
        for number in bounds.indices.dropFirst() {
            members[number].replay = replay
            guard let lo = UnsafeMutableRawPointer(bitPattern: bounds[number].lo),
                let coroutine = sbs_coroutine_create(
                    StackSwitch.cheapest.abi, lo, bounds[number].size, sbs_replay_coroutine,
                    members.baseAddress! + number)
            else { throw ClaimError("no memory for \(bounds.count) coroutines") }
            members[number].coroutine = coroutine
        }
        for index in steps.indices { steps[index].coroutine = members[Int(steps[index].stack)].coroutine }
    }

    /// The stack of each callback of a pass, in order.
    var callbackStacks: some Sequence<ForeignStack> {
        places.lazy.flatMap { place in repeatElement(self.bounds[place.stack], count: Int(place.count)) }
    }

    /// Checks that callbacks were made on the recorded stacks, in the recorded order, over and over.
    func check(_ seen: [PreparedWorkload.Observation]) throws(ClaimError) {
        var step = 0
        var done: UInt64 = 0
        for (index, observation) in seen.enumerated() {
            if done == places[step].count {
                done = 0
                step = step + 1 == places.count ? 0 : step + 1
            }
            done += 1
            let stack = bounds[places[step].stack]
            try ClaimError.check(
                stack.contains(observation.sp),
                "callback \(index) did not run on the stack on which it was recorded")
        }
    }
}

extension ReplaySteps.Step.Kind {
    fileprivate var abi: UInt32 {
        switch self {
        case .callbacks: SBS_REPLAY_CALLBACKS.rawValue
        case .begin: SBS_REPLAY_BEGIN.rawValue
        case .end: SBS_REPLAY_END.rawValue
        }
    }
}
