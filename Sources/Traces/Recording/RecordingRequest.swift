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

    /// The stretches of time in which callbacks are recorded: the first part of each period.
    public struct Window: Sendable, Equatable {
        /// `100ms/1s`
        public let text: String
        /// Nanoseconds.
        public let length, period: UInt64

        /// - Parameter text: a length and the period from the beginning of one to that of the next, each from `1ms` to
        ///   `60m`; nil for what is none, or leaves nothing out.
        public init?(_ text: String) {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 2, let length = Self.nanoseconds(parts[0]),
                let period = Self.nanoseconds(parts[1]), length < period
            else { return nil }
            (self.text, self.length, self.period) = (text, length, period)
        }

        private static func nanoseconds(_ text: Substring) -> UInt64? {
            let units: [(String, UInt64)] = [("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000)]
            guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
                let number = UInt64(text.dropLast(unit.count)), (1...3_600_000).contains(number),
                number * factor <= 3_600_000_000_000
            else { return nil }
            return number * factor
        }
    }

    /// A program to be started; empty when there is a process.
    public var command: [String] = []
    /// A process that is running.
    public var process: Int32?
    /// What `perf script` printed, in the place of a program.
    public var perfScript: FilePath?
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
    /// Nil for all of the time.
    public var window: Window?
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
    /// Of those, what was recorded; nil for all.
    public let recorded: UInt64?
    /// How calls were seen, and why not otherwise.
    public let header: TraceHeader
    /// Why it ended.
    public let reason: String
    /// The program's exit status by the shells' convention; nil when it goes on without being waited for.
    public let status: Int32?
    /// What else is to be said, a line each.
    public let notes: [String]
}
