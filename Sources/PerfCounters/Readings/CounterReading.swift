/// What one counter counted over one measured region, or why it could not.
///
/// A reading never holds a number that was not counted: ``value`` is nil, with the reason in
/// ``unavailability``, whenever the kernel refused the event or ran it too little.
public struct CounterReading: Codable, Sendable, Hashable {
    /// The name as requested, for example `instructions:u`.
    public var requestedName: String

    /// The name as libpfm4 resolved it, with all modifiers spelled out (its `fstr`), or
    /// `subsystem:event` for a tracepoint, or `calls:FUNCTION` for a breakpoint.
    public var resolvedName: String

    /// Which kind of counter this is.
    public var source: CounterSource

    /// The modes that the count covers; of an unavailable counter, the modes tried last.
    public var privilege: CounterPrivilege

    /// What one count stands for.
    public var unit: CounterUnit

    /// The count, in ``unit``: at least 0, scaled by enabled/running time where ``scaled`` says so;
    /// nil when not counted, or counted less than 95 % of the time.
    public var value: Double?

    /// The kernel's own count, neither scaled nor corrected; nil when nothing was counted.
    public var rawCount: UInt64?

    /// The part of ``rawCount`` that the measurement itself caused and ``value`` leaves out: the system calls
    /// that stop the counters. 0 for everything but tracepoints on system calls and calls of ioctl(2).
    public var ownCount: UInt64

    /// Nanoseconds the event was enabled, summed over the threads that it covers; nil if not read.
    public var timeEnabled: UInt64?

    /// Nanoseconds the event was counting, at most ``timeEnabled``; nil if not read.
    public var timeRunning: UInt64?

    /// Whether ``value`` is an estimate (`timeRunning < timeEnabled`) rather than an exact count.
    public var scaled: Bool

    /// The run of the region, counting from 1, in which this was counted; nil when it was not.
    public var pass: Int?

    /// The types of core on which it was counted, where the processor has several: while a thread is on a core of
    /// another type, it is not. Nil where all cores are alike, and for what is no counter of the hardware.
    public var coreTypes: [String]?

    /// Deviations that a reader of the number should know about, such as a count of user mode only.
    public var notes: [String]

    /// Why there is no ``value``; nil exactly when there is one.
    public var unavailability: CounterUnavailability?
}

/// The kind of counter behind a reading.
public enum CounterSource: String, Codable, Sendable, Hashable {
    /// A performance-monitoring unit.
    case hardware
    /// The kernel's own counts, which need no hardware.
    case software
    /// A tracepoint in the kernel, counted each time it is passed.
    case tracepoint
    /// An execution breakpoint, counted each time the instruction is reached.
    case breakpoint
    /// Instructions that valgrind's callgrind executed one by one, and what it simulates of them.
    case callgrind

    /// Whether equal programs give equal counts, so that any difference is a difference of the programs
    /// and no statistics are needed.
    public var isDeterministic: Bool {
        switch self {
        case .hardware, .software: false
        case .tracepoint, .breakpoint, .callgrind: true
        }
    }
}

/// The processor modes that a count covers. Hypervisor mode is left out unless asked for with `:h`.
public enum CounterPrivilege: String, Codable, Sendable, Hashable {
    /// User mode only.
    case user
    /// Kernel mode only.
    case kernel
    /// Both.
    case userAndKernel = "user+kernel"
}

/// The unit of a counter's value.
public enum CounterUnit: String, Codable, Sendable, Hashable {
    /// Occurrences of the event.
    case events
    /// Nanoseconds, for `task-clock` and `cpu-clock`.
    case nanoseconds
}
