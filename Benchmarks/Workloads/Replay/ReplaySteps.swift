import Traces

/// The steps of one recorded thread, before any stack is mapped.
struct ReplaySteps {
    /// What happens, at which depth of which stack.
    struct Step {
        enum Kind {
            case callbacks
            case begin
            case end
        }

        var kind: Kind
        /// Index of the trace; in a plan, its number.
        var stack: UInt32
        /// Callbacks from one place.
        var count: UInt64
        /// Bytes below the high end; nil for below whatever is there.
        var depth: UInt64?
        /// See `sbs_replay_step`.
        var isQuick = false, isBelow = false
    }

    private(set) var steps: [Step] = []
    /// Callbacks of all steps.
    private(set) var callbacks = 0
    /// Callbacks in progress at most.
    private(set) var deepestNesting = 0

    /// Bytes between two callbacks in progress on one stack, so that the frames of one cannot lie on the other's.
    private static let apart: UInt64 = 4096
    /// As deep as a replay goes.
    private static let mostNested = 1000

    /// A callback that has begun.
    private struct Open {
        let stack: UInt32
        let depth: UInt64
        let step: Int
        var isOuter = false
    }

    private var open: [Open] = []

    /// - Parameters:
    ///   - events: of one thread, in order.
    ///   - knowsNesting: whether the ends of callbacks are among them.
    /// - Throws: `ClaimError` for what cannot be played.
    init(_ events: [Trace.Event], knowsNesting: Bool) throws(ClaimError) {
        for event in events {
            switch event.kind {
            case .stackSwitch: continue
            case .callback: try begin(event, knowsNesting: knowsNesting)
            case .end: end(event.stack)
            }
        }
        // What was still in progress when the recording ended.
        while let last = open.last { end(last.stack) }
        join()
    }

    private mutating func begin(_ event: Trace.Event, knowsNesting: Bool) throws(ClaimError) {
        callbacks += 1
        guard knowsNesting else {
            steps.append(Step(kind: .callbacks, stack: event.stack, count: 1, depth: event.depth))
            return
        }
        guard open.count < Self.mostNested else {
            throw ClaimError("more than \(Self.mostNested) callbacks are in progress at once")
        }
        if let last = open.indices.last { open[last].isOuter = true }
        let own = open.filter { $0.stack == event.stack }
        var depth = event.depth
        var isPlaced = true
        if let inner = own.last, depth < inner.depth + Self.apart {
            // No deeper than the one that it is in, as far as this replay's own frames go.
            depth = inner.depth + Self.apart / 2
            isPlaced = false
        }
        for other in own.dropLast() where depth < other.depth + Self.apart && other.depth < depth + Self.apart
        {
            throw ClaimError("callbacks in progress on stack \(event.stack) lie too close to each other")
        }
        open.append(Open(stack: event.stack, depth: depth, step: steps.count))
        deepestNesting = max(deepestNesting, open.count)
        steps.append(
            Step(kind: .begin, stack: event.stack, count: 1, depth: isPlaced ? event.depth : nil))
    }

    private mutating func end(_ stack: UInt32) {
        guard let index = open.lastIndex(where: { $0.stack == stack }) else { return }
        let ended = open.remove(at: index)
        if ended.isOuter {
            steps.append(Step(kind: .end, stack: stack, count: 0, depth: nil))
        } else {
            steps[ended.step].kind = .callbacks
        }
    }

    /// Makes one step of equal callbacks that follow each other.
    private mutating func join() {
        var joined: [Step] = []
        for step in steps {
            if step.kind == .callbacks, let last = joined.last, last.kind == .callbacks,
                last.stack == step.stack, last.depth == step.depth
            {
                joined[joined.count - 1].count += 1
            } else {
                joined.append(step)
            }
        }
        steps = joined
    }
}
