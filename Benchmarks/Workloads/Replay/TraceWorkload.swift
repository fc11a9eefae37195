import CStackSupport
import ForeignStacks
import Synchronization
public import Traces

extension Workload {
    /// What the names of workloads begin with that replay a trace; the path of its file follows.
    public static let tracePrefix = "trace/"

    /// The callbacks of a recorded program.
    ///
    /// - Parameter path: the file of the trace; it is read once.
    /// - Returns: its replay.
    /// - Throws: `TraceError` for one that cannot be read or replayed.
    public static func trace(_ path: String) throws(TraceError) -> Workload {
        if let known = known.withLock({ $0[path] }) { return known }
        return try trace(Trace(file: path), at: path)
    }

    /// The same of a trace that was read from the file.
    public static func trace(_ trace: Trace, at path: String) throws(TraceError) -> Workload {
        let workload = try Workload(trace, path)
        known.withLock { $0[path] = workload }
        return workload
    }

    private static let known = Mutex<[String: Workload]>([:])

    /// Threads that are replayed at the same time.
    private static let mostThreads = 256
    /// Callbacks of each thread in half of the verification pass.
    private static let mostVerified = 20_000

    private init(_ trace: Trace, _ path: String) throws(TraceError) {
        guard !path.contains(":") else {
            throw TraceError("\(path): the name of a trace has no colon")
        }
        var counts = Array(repeating: 0, count: trace.threads.count)
        for event in trace.events where event.kind == .callback { counts[Int(event.thread)] += 1 }
        let threads = counts.indices.filter { counts[$0] > 0 }
        guard let first = threads.first else {
            throw TraceError("\(path): there is no callback in it to replay")
        }
        guard threads.count <= Self.mostThreads else {
            throw TraceError(
                "\(path): \(threads.count) threads call back, a replay has \(Self.mostThreads) at most")
        }
        let onMainThread = threads.count == 1 && trace.threads[first].isMain
        let mappings = Int(trace.mappings.map(\.count).max() ?? 0)
        let callbacks = counts[first]
        // On one stack a part of a trace costs what the whole does, and a callback may read thousands of mappings.
        let isShort = threads.count == 1 && callbacks <= 4096 && trace.stacks.count > 1
        let verified = min(Self.mostVerified, max(64, Self.mostVerified * 10 / max(10, mappings)))
        self.init(
            name: Self.tracePrefix + path,
            summary: "\(trace.header.program), as recorded: \(counts.reduce(0, +)) callbacks of "
                + "\(threads.count) thread\(threads.count == 1 ? "" : "s") on \(trace.stacks.count) "
                + "stack\(trace.stacks.count == 1 ? "" : "s")",
            version: trace.fingerprint, place: onMainThread ? .mainThread : .pthread, threads: threads.count,
            granularity: isShort ? callbacks : 1,
            verificationIterations: min(counts.max() ?? 1, verified), mappings: mappings,
            tier: .named,
            wakesThreads: threads.count > 1,
            runtimeNeed: .impossible("a trace is replayed with strategies of the model"),
            unavailability: { StackSwitch.cheapest.unavailability ?? ManyMappings.unavailability(mappings) }
        ) { (_) throws(ClaimError) in
            let kept = try Self.mappings(mappings)
            let prepared =
                threads.count == 1
                ? try Self.prepare(trace, thread: first) : try Self.prepare(trace, threads: threads)
            if let kept { prepared.keepAlive(kept) }
            return prepared
        }
    }

    static func mappings(_ count: Int) throws(ClaimError) -> ExtraMappings? {
        do {
            return try ExtraMappings(upTo: count)
        } catch {
            throw ClaimError(error.description)
        }
    }

    private static func prepare(_ trace: Trace, thread: Int) throws(ClaimError) -> PreparedWorkload {
        let own = OwnStack.current
        let replay = try ReplayThread(thread, of: trace, own: own.bounds, from: UInt(sbs_stack_pointer()))
        return try prepare(replay, own)
    }

    static func prepare(_ replay: ReplayThread, _ own: OwnStack) throws(ClaimError) -> PreparedWorkload {
        var state = replay.state
        state.callback = .control
        let prepared = PreparedWorkload(loop: sbs_loop_replay, state: state) { (seen) throws(ClaimError) in
            try own.checkThread(seen)
            try replay.check(seen)
        }
        try replay.start(prepared.state.assumingMemoryBound(to: sbs_replay.self))
        prepared.keepAlive(replay)
        return prepared
    }
}

extension Trace {
    /// Equal for equal traces, so that costs of others are not compared with them; 31 bits.
    var fingerprint: Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ value: UInt64) { hash = (hash ^ value) &* 0x100_0000_01b3 }
        for stack in stacks {
            add(UInt64(bitPattern: stack.offset))
            add(stack.size)
        }
        for event in events {
            add(UInt64(event.thread) << 40 | UInt64(event.stack) << 8 | UInt64(event.kind.rawValue))
            add(event.depth)
        }
        return Int(hash >> 33)
    }
}
