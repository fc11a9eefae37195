/// What a trace says, added up.
public struct TraceSummary: Codable, Sendable, Equatable {
    /// The callbacks of a thread.
    public struct Thread: Codable, Sendable, Equatable {
        /// 0 for the program itself, then a number for each process that it started.
        public let process: Int
        /// Whether it is the main thread of its process.
        public let isMain: Bool
        /// Callbacks, and those that came from another stack than the one before.
        public internal(set) var callbacks = 0, stackChanges = 0
        /// Stacks that they came from.
        public internal(set) var stacks = 0
        /// Callbacks that were in progress at most, 1 for none that was nested; null for unknown.
        public internal(set) var deepestNesting: Int?
    }

    /// The callbacks on a stack.
    public struct Stack: Codable, Sendable, Equatable {
        /// What it lies in: `main`, `thread`, `heap`, `anonymous`, `file`, `unknown`.
        public let kind: String
        /// Bytes of the mapping, and of what may not be touched below it.
        public let bytes, guardBytes: UInt64
        /// Bytes from the first stack, negative for lower.
        public let offset: Int64
        /// Index of the thread whose own it is; null for none.
        public let owner: Int?
        /// Callbacks.
        public internal(set) var callbacks = 0
        /// Depths in bytes below the high end; null without callbacks.
        public internal(set) var leastDepth, medianDepth, mostDepth: UInt64?
    }

    /// Mappings of a process over the recording.
    public struct Mappings: Codable, Sendable, Equatable {
        /// The process.
        public let process: Int
        /// How many at first, at most, and at last.
        public internal(set) var first, most, last: UInt64
        /// How often they were counted.
        public internal(set) var counts: Int
    }

    /// The windows of time that were recorded.
    public struct Windows: Codable, Sendable, Equatable {
        /// As asked for: `100ms/1s`.
        public let schedule: String
        /// How many.
        public let count: Int
        /// Nanoseconds of them together.
        public let nanoseconds: UInt64
        /// Callbacks that were in progress at the end of one and are taken to end there, and ends of such that began
        /// before one, which were left out.
        public let cutCallbacks, strayEnds: UInt64
    }

    /// The program's name.
    public let program: String
    /// How its callbacks were seen, and why not in a better way.
    public let source, reason: String
    /// The functions.
    public let entries, ends, switches: [String]
    /// Nanoseconds that recording added to each event; null for unknown.
    public let overheadNanoseconds: UInt64?
    /// Whether it ends where the recording did.
    public let isComplete: Bool
    /// Why the recording ended; null for a file that was cut off.
    public let endReason: String?
    /// Records that the kernel lost; null for a file that was cut off.
    public let lost: UInt64?
    /// Nanoseconds of the recording, and of the program's CPU time in it.
    public let nanoseconds: UInt64
    /// Null for unknown.
    public let cpuNanoseconds: UInt64?
    /// The windows of time that were recorded; null where all of it was.
    public let windows: Windows?
    /// All callbacks.
    public let callbacks: Int
    /// Callbacks in a second of what was recorded.
    public let callbacksPerSecond: Double
    /// Callbacks that began while others were in progress on their thread; null for unknown.
    public let nestedCallbacks: Int?
    /// Switches that the program has a function for; null where none was named.
    public let stackSwitches: Int?
    /// By index.
    public let threads: [Thread]
    /// By index.
    public let stacks: [Stack]
    /// By process.
    public let mappings: [Mappings]
    /// Callbacks in each of 60 equal parts of the recording.
    public let course: [Int]

    /// Adds up a trace.
    public init(_ trace: Trace) {
        let header = trace.header
        (program, source, reason) = (header.program, header.source, header.reason)
        (entries, ends, switches) = (header.entries, header.ends, header.switches)
        overheadNanoseconds = header.overhead
        isComplete = trace.end != nil
        endReason = trace.end?.reason
        lost = trace.end?.lost
        nanoseconds = trace.end?.time ?? trace.events.last?.time ?? 0
        cpuNanoseconds = trace.end?.cpuTime
        var sums = TraceSums(trace)
        for event in trace.events { sums.add(event, nanoseconds: nanoseconds) }
        callbacks = sums.callbacks
        windows = header.window.isEmpty ? nil : Windows(header.window, trace.windows)
        let recorded = windows?.nanoseconds ?? nanoseconds
        callbacksPerSecond = recorded > 0 ? Double(callbacks) * 1e9 / Double(recorded) : 0
        nestedCallbacks = trace.knowsNesting ? sums.nested : nil
        stackSwitches = header.switches.isEmpty ? nil : sums.switches
        threads = sums.finishedThreads
        stacks = sums.finishedStacks
        mappings = Self.mappings(trace)
        course = sums.course
    }

    /// Nanoseconds that were recorded.
    public var recordedNanoseconds: UInt64 { windows?.nanoseconds ?? nanoseconds }

    private static func mappings(_ trace: Trace) -> [Mappings] {
        var found: [Int: Mappings] = [:]
        for count in trace.mappings {
            var known =
                found[count.process]
                ?? Mappings(
                    process: count.process, first: count.count, most: 0, last: 0, counts: 0)
            known.most = max(known.most, count.count)
            known.last = count.count
            known.counts += 1
            found[count.process] = known
        }
        return found.values.sorted { $0.process < $1.process }
    }
}

extension TraceSummary.Windows {
    fileprivate init(_ schedule: String, _ windows: [Trace.Window]) {
        self.schedule = schedule
        count = windows.count
        nanoseconds = windows.reduce(0) { $0 + ($1.end - $1.begin) }
        cutCallbacks = windows.reduce(0) { $0 + $1.cutCallbacks }
        strayEnds = windows.reduce(0) { $0 + $1.strayEnds }
    }
}
