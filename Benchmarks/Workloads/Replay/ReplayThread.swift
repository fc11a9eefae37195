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
        let events = trace.events.filter { Int($0.thread) == thread }
        let recorded = try ReplaySteps(events, knowsNesting: trace.knowsNesting)
        callbacks = recorded.callbacks
        let used = Set(recorded.steps.map(\.stack))
        let ownIndex =
            used.first { trace.stacks[Int($0)].owner == thread }
            // The C library gives the stack of a thread that has ended to the next one.
            ?? used.first { trace.stacks[Int($0)].kind == .thread && !trace.threads[thread].isMain }
            ?? trace.stacks.firstIndex { $0.owner == thread }.map(UInt32.init)
        let foreign = used.filter { $0 != ownIndex }.sorted()
        let stacks = try ReplayStacks(foreign, of: trace, own: (own, ownIndex))
        self.stacks = stacks
        let bounds = [own] + foreign.map { stacks.bounds[$0]! }
        self.bounds = bounds
        var numbers: [UInt32: Int] = [:]
        for (number, index) in foreign.enumerated() { numbers[index] = number + 1 }
        if let ownIndex { numbers[ownIndex] = 0 }

        // Callbacks on the own stack lie below the frames of the harness: all of them lower by as much as one is.
        let depths = recorded.steps.filter { numbers[$0.stack] == 0 }.compactMap(\.depth)
        let least = own.hi - min(own.hi, sp - min(sp, Self.room))
        let shift = depths.min().map { UInt($0) < least ? least - UInt($0) : 0 } ?? 0
        if let most = depths.max(), UInt(most) + shift + Self.room > UInt(own.size) {
            throw ClaimError(
                "the trace goes \(most) bytes down the thread's own stack, which has \(own.size) here: raise ulimit -s"
            )
        }
        var made: [sbs_replay_step] = []
        for step in recorded.steps {
            let number = numbers[step.stack]!
            let stack = bounds[number]
            let wanted = step.depth.map { UInt($0) + (number == 0 ? shift : 0) }
            // At least 2 KiB stay for the callback.
            let place = wanted.map { stack.hi - min($0, UInt(stack.size) - min(2048, UInt(stack.size) / 2)) }
            made.append(
                sbs_replay_step(
                    kind: step.kind.abi, stack: UInt32(number), count: step.count,
                    sp: place.map { $0 & ~15 } ?? 0))
        }
        steps = .allocate(capacity: made.count)
        _ = steps.initialize(from: made)
        members = .allocate(capacity: bounds.count)
        for (number, stack) in bounds.enumerated() {
            members.initializeElement(
                at: number,
                to: sbs_replay_stack(
                    replay: nil, coroutine: nil, bounds: sbs_bounds(lo: stack.lo, hi: stack.hi),
                    number: UInt32(number)))
        }
        places = made.filter { $0.kind != SBS_REPLAY_END.rawValue }.map { ($0.count, Int($0.stack)) }
        state.first = UnsafePointer(steps.baseAddress!)
        state.last = UnsafePointer(steps.baseAddress! + made.count)
        state.next = state.first
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
