public import CStackSupport
public import ForeignStacks
public import Traces

/// A trace that is played once, thread after thread, so that it is known which callback is whose.
public struct WatchedReplay {
    /// A callback that will be made.
    public struct Callback: Sendable {
        /// Which one of the trace it is, from 1.
        public let number: UInt32
        /// The recorded thread.
        public let thread: Int
        /// Index of the recorded stack.
        public let stack: Int
        /// Whether one is in progress on another stack of the thread.
        public let isOnOtherStack: Bool
    }

    /// Threads that call back: their indices.
    public let threads: [Int]
    /// By thread, in order.
    public let callbacks: [Int: [Callback]]
    private let trace: Trace

    /// Callbacks that are played of all threads together; of each thread the first ones.
    public static let most = 200_000

    /// Plans it.
    public init(_ trace: Trace) {
        self.trace = trace
        let calling = Set(trace.events.lazy.filter { $0.kind == .callback }.map { Int($0.thread) })
        threads = calling.sorted()
        let share = Self.most / max(1, threads.count)
        var found: [Int: [Callback]] = [:]
        var inProgress: [Int: [UInt32]] = [:]
        var number: UInt32 = 0
        for event in trace.events {
            let thread = Int(event.thread)
            switch event.kind {
            case .stackSwitch: continue
            case .end:
                if let index = inProgress[thread]?.lastIndex(of: event.stack) {
                    inProgress[thread]?.remove(at: index)
                }
            case .callback:
                number += 1
                let outer = inProgress[thread]?.last
                if trace.knowsNesting { inProgress[thread, default: []].append(event.stack) }
                guard found[thread]?.count ?? 0 < share else { continue }
                found[thread, default: []].append(
                    Callback(
                        number: number, thread: thread, stack: Int(event.stack),
                        isOnOtherStack: outer != nil && outer != event.stack))
            }
        }
        callbacks = found
    }

    /// Whether a thread is to be played on the main thread of this process.
    public func isMain(_ thread: Int) -> Bool { threads.first == thread && trace.threads[thread].isMain }

    /// As many mappings as the program had at most, as long as the object lives.
    public func mappings() throws(ClaimError) -> AnyObject? {
        try Workload.mappings(Int(trace.mappings.map(\.count).max() ?? 0))
    }

    /// Plays a thread on the calling one.
    ///
    /// - Parameters:
    ///   - thread: its index.
    ///   - log: gets an observation of each callback.
    ///   - begins: is told on which stacks they will be, in order, before the first.
    /// - Throws: `ClaimError` for what cannot be mapped or played.
    public func play(
        _ thread: Int, log: UnsafeMutablePointer<sbs_observation_log>, begins: ([ForeignStack]) -> Void
    ) throws(ClaimError) {
        let own = OwnStack.current
        let replay = try ReplayThread(thread, of: trace, own: own.bounds, from: UInt(sbs_stack_pointer()))
        let prepared = try Workload.prepare(replay, own)
        let count = callbacks[thread]?.count ?? 0
        begins(Array(replay.callbackStacks.prefix(count)))
        prepared.observe(iterations: count, in: log)
    }
}
