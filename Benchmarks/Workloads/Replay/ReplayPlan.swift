import ForeignStacks
import Traces

/// The steps of a recorded thread with their stacks numbered, before any of them has an address.
struct ReplayPlan {
    /// With the numbers of stacks: 0 for the thread's own, then those of `foreign`.
    private(set) var steps: [ReplaySteps.Step]
    /// Callbacks of one pass over them.
    let callbacks: Int
    /// Indices of the trace.
    let foreign: [UInt32]
    /// The thread's own stack, if the trace has it.
    let own: UInt32?
    /// How deep callbacks on it are.
    let ownDepths: (least: UInt64, most: UInt64)?

    /// Plans on a thread of its own, so that the free pieces of memory that this leaves behind are not in the arena of
    /// the thread that calls back: there they made calloc(3) in each pthread_getattr_np(3) look through them, which
    /// took 300 instructions more, of 1000.
    static func made(_ thread: Int, of trace: Trace) throws(ClaimError) -> ReplayPlan {
        var result = Result<ReplayPlan, ClaimError>.failure(ClaimError("there is no thread to be had"))
        do {
            try NativeThread.run {
                result = Result { () throws(ClaimError) in try ReplayPlan(thread, of: trace) }
            }
        } catch {
            throw ClaimError(error.description)
        }
        return try result.get()
    }

    private init(_ thread: Int, of trace: Trace) throws(ClaimError) {
        let events = trace.events.filter { Int($0.thread) == thread }
        let recorded = try ReplaySteps(events, knowsNesting: trace.knowsNesting)
        callbacks = recorded.callbacks
        let used = Set(recorded.steps.map(\.stack)).sorted()
        let own =
            used.first { trace.stacks[Int($0)].owner == thread }
            // The C library gives the stack of a thread that has ended to the next one.
            ?? used.first { trace.stacks[Int($0)].kind == .thread && !trace.threads[thread].isMain }
            ?? trace.stacks.firstIndex { $0.owner == thread }.map(UInt32.init)
        self.own = own
        foreign = used.filter { $0 != own }
        var numbers: [UInt32: UInt32] = [:]
        for (number, index) in foreign.enumerated() { numbers[index] = UInt32(number + 1) }
        if let own { numbers[own] = 0 }
        steps = recorded.steps
        for index in steps.indices { steps[index].stack = numbers[steps[index].stack]! }
        let depths = steps.lazy.filter { $0.stack == 0 }.compactMap(\.depth)
        ownDepths = depths.min().flatMap { least in depths.max().map { (least, $0) } }
        findQuickSteps()
    }

    /// Says of each step whether it needs no look at what is around it. Steps are played over and over, so the first
    /// comes behind the last; the first on a stack in the first pass is not resumed but started.
    private mutating func findQuickSteps() {
        var last: [UInt32: ReplaySteps.Step] = [:]
        for step in steps { last[step.stack] = step }
        for index in steps.indices {
            let step = steps[index]
            let before = last[step.stack]
            last[step.stack] = step
            steps[index].isQuick =
                step.stack != 0 && step.kind == .callbacks && step.count == 1 && before?.kind == .callbacks
                && before?.depth == step.depth && steps[(index + 1) % steps.count].stack != step.stack
            let previous = steps[(index + steps.count - 1) % steps.count]
            steps[index].isBelow =
                step.depth == nil && step.kind != .end && previous.kind == .begin
                && previous.stack == step.stack
        }
    }
}
