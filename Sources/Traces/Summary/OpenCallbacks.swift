/// Callbacks that have begun and not ended, by thread. An end belongs to the last one that began on its stack: a
/// callback may be suspended on a coroutine, and others end before it.
struct OpenCallbacks {
    private var stacks: [[UInt32]]

    /// - Parameter threads: how many there are; more are made room for.
    init(threads: Int) { stacks = Array(repeating: [], count: threads) }

    /// - Returns: how many were in progress on the thread.
    mutating func begin(_ event: Trace.Event) -> Int {
        while stacks.count <= Int(event.thread) { stacks.append([]) }
        defer { stacks[Int(event.thread)].append(event.stack) }
        return stacks[Int(event.thread)].count
    }

    /// - Returns: which of those in progress ended, from 0; nil for one that began before the recording.
    @discardableResult
    mutating func end(_ event: Trace.Event) -> Int? {
        guard Int(event.thread) < stacks.count,
            let index = stacks[Int(event.thread)].lastIndex(of: event.stack)
        else { return nil }
        stacks[Int(event.thread)].remove(at: index)
        return index
    }

    /// How many are in progress on a thread.
    func count(of thread: Int) -> Int { thread < stacks.count ? stacks[thread].count : 0 }

    /// The stack of the last one that began on a thread; nil for none.
    func innermost(of thread: Int) -> UInt32? { thread < stacks.count ? stacks[thread].last : nil }

    /// Ends all, the last of each thread first.
    ///
    /// - Returns: their ends.
    mutating func endAll(at time: UInt64) -> [Trace.Event] {
        var ends: [Trace.Event] = []
        for thread in stacks.indices {
            ends += stacks[thread].reversed().map {
                Trace.Event(time: time, depth: 0, stack: $0, thread: UInt16(thread), kind: .end)
            }
            stacks[thread] = []
        }
        return ends
    }
}
