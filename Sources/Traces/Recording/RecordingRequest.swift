public import SystemPackage

/// What is to be recorded.
public struct RecordingRequest: Sendable {
    /// How calls are seen.
    public enum Source: String, Sendable, CaseIterable {
        /// The kernel's probes of functions, which need privileges.
        case uprobe
        /// The CPU's breakpoints, four for each thread.
        case breakpoint
    }

    /// A program to be started; empty when there is a process.
    public var command: [String] = []
    /// A process that is running.
    public var process: Int32?
    /// The functions through which C calls the runtime; `FILE:NAME` for one in a certain file.
    public var entries: [String] = []
    /// The functions that end a callback; `return` for the return of those that begin one.
    public var ends: [String] = []
    /// The functions that switch stacks.
    public var switches: [String] = []
    /// The source; nil for the best that is to be had.
    public var source: Source?
    /// Nanoseconds after which the recording ends; nil for no end but the program's.
    public var duration: UInt64?
    /// Callbacks after which it ends.
    public var mostCallbacks: UInt64 = .max
    /// Where the trace is written.
    public var output: FilePath

    /// Creates a request.
    public init(output: FilePath) { self.output = output }
}

/// What became of a recording.
public struct RecordingResult: Sendable {
    /// Callbacks that were recorded.
    public let callbacks: UInt64
    /// What else was recorded.
    public let threads, stacks: Int
    /// Records for which the kernel had no room.
    public let lost: UInt64
    /// Nanoseconds.
    public let duration: UInt64
    /// How calls were seen, and why not otherwise.
    public let header: TraceHeader
    /// Why it ended.
    public let reason: String
    /// The program's exit status by the shells' convention; nil when it goes on without being waited for.
    public let status: Int32?
    /// What else is to be said, a line each.
    public let notes: [String]
}
