import SystemPackage

extension CounterUnavailability {
    /// The event was opened but could not be started, stopped or told apart from the others.
    static func control(_ error: Errno, action: String) -> CounterUnavailability {
        CounterUnavailability(
            error, cause: "the kernel opened the event but failed to \(action) it",
            remedy: "run again; if it stays, leave the counter out")
    }

    /// Reading gave no count.
    static func reading(_ fault: ReadFault) -> CounterUnavailability {
        let again = "run again; if it stays, leave the counter out"
        return switch fault {
        // Since Linux 6.13: a thread of the region has other events in its group than its parent.
        case .failed(.noChildProcess):
            CounterUnavailability(
                .noChildProcess, cause: "a thread that the region started lacks part of the event group",
                remedy: "ask for fewer counters at a time")
        case .failed(let error):
            CounterUnavailability(error, cause: "the counter could not be read", remedy: again)
        case .empty:
            CounterUnavailability(
                nil, cause: "the kernel turned the event off (reading gave 0 bytes)",
                remedy: "ask for fewer counters or stop other profilers")
        case .short(let bytes, let expected):
            CounterUnavailability(
                nil, cause: "reading the counter gave \(bytes) bytes where \(expected) were expected",
                remedy: again)
        case .malformed:
            CounterUnavailability(
                nil, cause: "reading the counters gave an answer of the wrong form", remedy: again)
        case .missing:
            CounterUnavailability(
                nil, cause: "reading the group gave no count for this event", remedy: again)
        }
    }

    /// The count is worth nothing; nil for a verdict that has a value.
    static func worthless(_ verdict: CountVerdict) -> CounterUnavailability? {
        let free = "stop other profilers, or free a counter with sysctl kernel.nmi_watchdog=0"
        switch verdict {
        case .exact, .scaled: return nil
        case .notCounted:
            return CounterUnavailability(
                nil, cause: "not counted: the event never ran while the region did", remedy: free)
        case .tooSeldom(let share):
            return CounterUnavailability(
                nil,
                cause: "counted only \(Int(share * 100)) % of the time, less than the 95 % for which a "
                    + "value is given",
                remedy: free)
        case .contradictory: return .contradictory
        }
    }

    /// The kernel's numbers cannot all be true.
    static let contradictory = CounterUnavailability(
        nil,
        cause: "the kernel's numbers contradict each other: one went backwards, or the event ran longer "
            + "than it was enabled, or it missed calls known to have been made",
        remedy: "run again; if it stays, leave the counter out")
}
