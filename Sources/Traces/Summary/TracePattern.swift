/// What a program does with stacks that strategies are known to get wrong.
public enum TracePattern: String, Codable, Sendable, CaseIterable {
    /// Callbacks on the main thread.
    case mainThread = "main thread"
    /// Callbacks on the own stacks of other threads.
    case threads
    /// Own stacks of threads of at most 128 KiB.
    case smallThreads = "small threads"
    /// A thread on a stack that a thread which has ended was on before.
    case recycledStacks = "threads that end"
    /// A callback at least 32 KiB below the first one on its stack.
    case deepCalls = "calls at different depths"
    /// A callback at least 32 KiB above the first one on its stack.
    case deepFirst = "deep first calls"
    /// Callbacks on stacks that are not the thread's own.
    case coroutines
    /// A thread whose first callback is on such a stack.
    case firstOnCoroutine = "first calls on coroutines"
    /// Such stacks of at most 32 KiB.
    case smallCoroutines = "small stacks"
    /// Two such stacks less than 32 KiB apart.
    case closeStacks = "stacks close together"
    /// Two such stacks without anything in between.
    case adjacentStacks = "adjacent stacks"
    /// Another mapping directly above such a stack.
    case mappingsAbove = "mappings directly above stacks"
    /// Such a stack within another.
    case innerStacks = "stacks within stacks"
    /// A mapping of equal high end that is larger than before: MAP_GROWSDOWN, or mapped anew.
    case growingStacks = "stacks that grow"
    /// A mapping of equal high end that is smaller than before.
    case shrunkStacks = "smaller stacks in the place of larger ones"
    /// A callback within another on the same stack.
    case nested
    /// A callback within another on another stack.
    case nestedSwitches = "switches within callbacks"
    /// A callback that ends before one that it contains.
    case outOfOrder = "callbacks that end out of order"
    /// Such a stack on which two threads call back.
    case migration = "coroutines that change threads"
    /// Callbacks of a process that was forked.
    case forks
    /// At least 1000 mappings.
    case manyMappings = "many mappings"

    /// The patterns of a trace, in the order of the cases.
    public static func found(in trace: Trace) -> [TracePattern] {
        var finder = TracePatternFinder(trace)
        for event in trace.events { finder.add(event) }
        finder.lookAtStacks()
        return allCases.filter(finder.found.contains)
    }
}

/// Looks for patterns, event by event.
private struct TracePatternFinder {
    private(set) var found: Set<TracePattern> = []
    private let trace: Trace
    private var open: OpenCallbacks
    private var firstDepth: [UInt64?]
    private var callers: [Set<UInt16>]
    private var hasCalled: [Bool]

    /// The estimate that some strategies make of a stack.
    private static let window: UInt64 = 32 << 10

    init(_ trace: Trace) {
        self.trace = trace
        open = OpenCallbacks(threads: trace.threads.count)
        firstDepth = Array(repeating: nil, count: trace.stacks.count)
        callers = Array(repeating: [], count: trace.stacks.count)
        hasCalled = Array(repeating: false, count: trace.threads.count)
        if trace.mappings.contains(where: { $0.count >= 1000 }) { found.insert(.manyMappings) }
    }

    /// Whether a stack is neither the main thread's nor one that a thread was started on.
    private func isForeign(_ stack: Int) -> Bool { ![.main, .thread].contains(trace.stacks[stack].kind) }

    mutating func add(_ event: Trace.Event) {
        let (thread, index) = (Int(event.thread), Int(event.stack))
        switch event.kind {
        case .stackSwitch: return
        case .end:
            if let place = open.end(event), place < open.count(of: thread) { found.insert(.outOfOrder) }
            return
        case .callback: break
        }
        if trace.threads[thread].process > 0 { found.insert(.forks) }
        callers[index].insert(event.thread)
        let stack = trace.stacks[index]
        if isForeign(index) {
            found.insert(.coroutines)
            if !hasCalled[thread] { found.insert(.firstOnCoroutine) }
            if stack.size <= Self.window { found.insert(.smallCoroutines) }
        } else {
            found.insert(trace.threads[thread].isMain ? .mainThread : .threads)
            if stack.kind == .thread, stack.size <= 128 << 10 { found.insert(.smallThreads) }
        }
        hasCalled[thread] = true
        let first = firstDepth[index] ?? event.depth
        firstDepth[index] = first
        if event.depth >= first + Self.window { found.insert(.deepCalls) }
        if first >= event.depth + Self.window { found.insert(.deepFirst) }
        guard trace.knowsNesting else { return }
        if let outer = open.innermost(of: thread) {
            found.insert(outer == event.stack ? .nested : .nestedSwitches)
        }
        _ = open.begin(event)
    }

    /// What stacks are to each other, of the one below and the next above; those of forked processes lie in the same
    /// places as their parents'.
    mutating func lookAtStacks() {
        for index in trace.stacks.indices where callers[index].count > 1 {
            let processes = Set(callers[index].map { trace.threads[Int($0)].process })
            if processes.count < callers[index].count {
                found.insert(isForeign(index) ? .migration : .recycledStacks)
            }
        }
        var last: [Int: [Int]] = [:]
        for index in trace.stacks.indices where isForeign(index) && !callers[index].isEmpty {
            last[trace.threads[Int(callers[index].first!)].process, default: []].append(index)
        }
        for (_, foreign) in last { look(at: foreign) }
    }

    private mutating func look(at foreign: [Int]) {
        var sizes: [Int64: UInt64] = [:]
        for index in foreign {
            let stack = trace.stacks[index]
            if stack.gapAbove == 0 { found.insert(.mappingsAbove) }
            let high = stack.offset + Int64(stack.size)
            if let before = sizes[high], before != stack.size {
                found.insert(before < stack.size ? .growingStacks : .shrunkStacks)
            }
            sizes[high] = stack.size
        }
        let sorted = foreign.map { trace.stacks[$0] }.sorted { $0.offset < $1.offset }
        for (lower, upper) in zip(sorted, sorted.dropFirst()) {
            let gap = upper.offset - (lower.offset + Int64(lower.size))
            if gap < 0 {
                if upper.offset + Int64(upper.size) < lower.offset + Int64(lower.size) {
                    found.insert(.innerStacks)
                }
            } else if gap < Int64(Self.window) {
                found.insert(gap == 0 ? .adjacentStacks : .closeStacks)
            }
        }
    }
}
