/// Where the callbacks of a program came from: its threads and stacks, and what happened in order.
public struct Trace: Sendable, Equatable {
    /// A thread of the program.
    public struct Thread: Sendable, Equatable {
        /// 0 for the program itself, then a number for each process that it started.
        public let process: Int
        /// Whether it is the main thread of its process.
        public let isMain: Bool

        /// Creates a thread.
        public init(process: Int, isMain: Bool) {
            self.process = process
            self.isMain = isMain
        }
    }

    /// What a stack lies in.
    public enum StackKind: UInt8, Sendable, CaseIterable {
        /// The main thread's stack, which the kernel made.
        case main = 0
        /// The stack that a thread was started with.
        case thread = 1
        /// The heap of brk(2).
        case heap = 2
        /// Another anonymous mapping: of a coroutine, a fiber, or an allocator.
        case anonymous = 3
        /// A mapping of a file, or of shared memory.
        case file = 4
        /// Nothing is known of it but that SP was there.
        case unknown = 5
    }

    /// A mapping in which SP was.
    public struct Stack: Sendable, Equatable {
        /// What kind of mapping.
        public let kind: StackKind
        /// Bytes of the mapping; of the main thread's, what it may grow to.
        public let size: UInt64
        /// Bytes from the beginning of the trace's first stack to that of this one, negative when it is lower.
        public let offset: Int64
        /// Bytes directly below that may not be touched; 0 for none.
        public let guardBytes: UInt64
        /// Bytes that are free between the mapping below (guard included) and this one; nil for unknown.
        public let gapBelow: UInt64?
        /// Bytes that are free up to the next mapping; nil for unknown.
        public let gapAbove: UInt64?
        /// The thread whose own stack it is.
        public let owner: Int?

        /// Creates a stack.
        public init(
            kind: StackKind, size: UInt64, offset: Int64, guardBytes: UInt64, gapBelow: UInt64?,
            gapAbove: UInt64?, owner: Int?
        ) {
            self.kind = kind
            self.size = size
            self.offset = offset
            self.guardBytes = guardBytes
            self.gapBelow = gapBelow
            self.gapAbove = gapAbove
            self.owner = owner
        }
    }

    /// What happened.
    public enum EventKind: UInt8, Sendable {
        /// C called the runtime.
        case callback = 0
        /// A callback ended.
        case end = 1
        /// The program switched stacks.
        case stackSwitch = 2
    }

    /// Something that happened on a thread.
    public struct Event: Sendable, Equatable {
        /// Nanoseconds from the beginning of the recording.
        public let time: UInt64
        /// Bytes from SP up to the high end of the stack.
        public let depth: UInt64
        /// Index of the stack.
        public let stack: UInt32
        /// Index of the thread.
        public let thread: UInt16
        /// What.
        public let kind: EventKind

        /// Creates an event.
        public init(time: UInt64, depth: UInt64, stack: UInt32, thread: UInt16, kind: EventKind) {
            self.time = time
            self.depth = depth
            self.stack = stack
            self.thread = thread
            self.kind = kind
        }
    }

    /// How many mappings a process had.
    public struct MappingCount: Sendable, Equatable {
        /// Nanoseconds from the beginning.
        public let time: UInt64
        /// The process.
        public let process: Int
        /// Lines of its `/proc/PID/maps`.
        public let count: UInt64

        /// Creates a count.
        public init(time: UInt64, process: Int, count: UInt64) {
            self.time = time
            self.process = process
            self.count = count
        }
    }

    /// A stretch of time in which everything was recorded, where the recording has pauses.
    public struct Window: Sendable, Equatable {
        /// Nanoseconds from the beginning of the recording.
        public let begin, end: UInt64
        /// Callbacks that were in progress at its end, and are taken to end there.
        public let cutCallbacks: UInt64
        /// Ends of callbacks that had begun before it, which were left out.
        public let strayEnds: UInt64

        /// Creates a window.
        public init(begin: UInt64, end: UInt64, cutCallbacks: UInt64, strayEnds: UInt64) {
            (self.begin, self.end) = (begin, end)
            (self.cutCallbacks, self.strayEnds) = (cutCallbacks, strayEnds)
        }
    }

    /// How a recording ended.
    public struct End: Sendable, Equatable {
        /// Nanoseconds from the beginning.
        public let time: UInt64
        /// Records that the kernel had no room for.
        public let lost: UInt64
        /// In a few words: `the program ended`.
        public let reason: String
        /// Nanoseconds of CPU time of the program; nil for unknown.
        public let cpuTime: UInt64?

        /// Creates an end.
        public init(time: UInt64, lost: UInt64, reason: String, cpuTime: UInt64?) {
            self.time = time
            self.lost = lost
            self.reason = reason
            self.cpuTime = cpuTime
        }
    }

    /// What was recorded, and how.
    public var header = TraceHeader()
    /// In the order in which they were first seen.
    public var threads: [Thread] = []
    /// In the order in which they were first seen.
    public var stacks: [Stack] = []
    /// In the order of time.
    public var events: [Event] = []
    /// In the order of time.
    public var mappings: [MappingCount] = []
    /// In the order of time; none where the recording has no pauses.
    public var windows: [Window] = []
    /// Nil for a file that was cut off.
    public var end: End?

    /// Nothing yet.
    public init() {}

    /// Whether the ends of callbacks were recorded, so that nesting is known.
    public var knowsNesting: Bool { !header.ends.isEmpty }
}
