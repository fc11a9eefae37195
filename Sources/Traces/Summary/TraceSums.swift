/// What a summary adds up, event by event.
struct TraceSums {
    private(set) var callbacks = 0
    private(set) var nested = 0
    private(set) var switches = 0
    private(set) var course = [Int](repeating: 0, count: 60)

    private let knowsNesting: Bool
    private var threads: [TraceSummary.Thread]
    private var stacks: [TraceSummary.Stack]
    private var stacksOfThread: [Set<UInt32>]
    private var lastStack: [UInt32?]
    private var depths: [[UInt64: Int]]
    private var open: OpenCallbacks

    init(_ trace: Trace) {
        knowsNesting = trace.knowsNesting
        threads = trace.threads.map { TraceSummary.Thread(process: $0.process, isMain: $0.isMain) }
        stacks = trace.stacks.map {
            TraceSummary.Stack(
                kind: "\($0.kind)", bytes: $0.size, guardBytes: $0.guardBytes, offset: $0.offset,
                owner: $0.owner)
        }
        stacksOfThread = Array(repeating: [], count: threads.count)
        lastStack = Array(repeating: nil, count: threads.count)
        depths = Array(repeating: [:], count: stacks.count)
        open = OpenCallbacks(threads: threads.count)
    }

    mutating func add(_ event: Trace.Event, nanoseconds: UInt64) {
        let (thread, stack) = (Int(event.thread), Int(event.stack))
        switch event.kind {
        case .stackSwitch: switches += 1
        case .end: open.end(event)
        case .callback:
            callbacks += 1
            threads[thread].callbacks += 1
            stacks[stack].callbacks += 1
            if let last = lastStack[thread], last != event.stack { threads[thread].stackChanges += 1 }
            if lastStack[thread] != event.stack { stacksOfThread[thread].insert(event.stack) }
            lastStack[thread] = event.stack
            depths[stack][event.depth, default: 0] += 1
            let part = nanoseconds > 0 ? Double(event.time) / Double(nanoseconds) : 0
            course[min(course.count - 1, Int(part * Double(course.count)))] += 1
            guard knowsNesting else { return }
            let nesting = open.begin(event)
            if nesting > 0 { nested += 1 }
            threads[thread].deepestNesting = max(threads[thread].deepestNesting ?? 0, nesting + 1)
        }
    }

    var finishedThreads: [TraceSummary.Thread] {
        zip(threads, stacksOfThread).map { thread, stacks in
            var thread = thread
            thread.stacks = stacks.count
            return thread
        }
    }

    var finishedStacks: [TraceSummary.Stack] {
        zip(stacks, depths).map { stack, depths in
            var stack = stack
            let sorted = depths.sorted { $0.key < $1.key }
            stack.leastDepth = sorted.first?.key
            stack.mostDepth = sorted.last?.key
            var before = 0
            stack.medianDepth =
                sorted.first { _, count in
                    before += count
                    return 2 * before >= stack.callbacks
                }?.key
            return stack
        }
    }
}
