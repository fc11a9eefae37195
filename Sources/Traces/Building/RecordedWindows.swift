/// The windows of time in which callbacks are recorded, and what is cut at their borders.
struct RecordedWindows {
    /// Whether one is open.
    private(set) var isOpen = false
    /// The last one that was closed.
    private(set) var last: Trace.Window?
    /// Nanoseconds of all that were closed.
    private(set) var duration: UInt64 = 0
    private var begin: UInt64 = 0
    private var strayEnds: UInt64 = 0
    private var callbacks = OpenCallbacks(threads: 0)

    mutating func open(at time: UInt64) {
        isOpen = true
        begin = time
    }

    /// - Returns: ends of the callbacks in progress, whose own may come in the time that is left out; nil when none is
    ///   open.
    mutating func close(at time: UInt64) -> [Trace.Event]? {
        guard isOpen else { return nil }
        isOpen = false
        let ends = callbacks.endAll(at: time)
        last = Trace.Window(
            begin: begin, end: max(begin, time), cutCallbacks: UInt64(ends.count), strayEnds: strayEnds)
        strayEnds = 0
        duration += time - min(begin, time)
        return ends
    }

    /// - Returns: whether the event belongs to the trace: an end whose callback began before the window does not.
    mutating func take(_ event: Trace.Event, knowsNesting: Bool) -> Bool {
        guard knowsNesting else { return true }
        switch event.kind {
        case .stackSwitch: return true
        case .callback:
            _ = callbacks.begin(event)
            return true
        case .end:
            if callbacks.end(event) != nil { return true }
            strayEnds += 1
            return false
        }
    }
}

extension TraceBuilder {
    /// Nanoseconds of the windows so far; nil where everything is recorded.
    var recorded: UInt64? { windows?.duration }

    /// A window begins, in nanoseconds from the beginning of the recording.
    mutating func open(at time: UInt64) { windows?.open(at: time) }

    /// A window ends, and with it what is in progress.
    mutating func close(at time: UInt64) {
        guard let ends = windows?.close(at: time) else { return }
        for end in ends { encoder.add(end) }
        if let window = windows?.last { encoder.add(window) }
    }
}
