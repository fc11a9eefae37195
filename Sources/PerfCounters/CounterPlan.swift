/// Counters to measure, their names resolved and found valid.
///
/// A valid name is not yet an available counter. Only opening it shows that, at each measurement, in
/// ``CounterReading/unavailability``.
public struct CounterPlan: Sendable {
    /// The counters that are measured by default.
    public static let defaultNames = [
        "cycles", "instructions", "branch-misses", "L1-dcache-load-misses", "dTLB-load-misses",
        "task-clock", "page-faults", "context-switches", "system-calls",
    ]

    /// Names that people use, for what to suggest where a name is not valid: the default ones, the kernel's
    /// generic events, and an example of each other kind. Many more are valid.
    public static let commonNames =
        defaultNames + [
            "ref-cycles", "branches", "bus-cycles", "cache-misses", "cache-references",
            "stalled-cycles-frontend", "stalled-cycles-backend", "L1-dcache-loads", "L1-icache-load-misses",
            "LLC-loads", "LLC-load-misses", "dTLB-loads", "iTLB-loads", "iTLB-load-misses", "cpu-clock",
            "minor-faults", "major-faults", "cpu-migrations", "alignment-faults", "emulation-faults",
            "raw_syscalls:sys_enter", "raw_syscalls:sys_exit", "calls:pthread_getattr_np", "calls:ioctl",
            "calls:swapcontext", "calls:getppid",
        ]

    /// The names as given, in the order in which the readings come.
    public var names: [String] { counters.map(\.name) }

    /// What kind of counter each is, in the same order.
    public var sources: [CounterSource] { counters.map(\.source) }

    let counters: [PlannedCounter]

    /// Resolves names.
    ///
    /// - Parameter names: each a libpfm4 event name with modifiers (`instructions:u`), a tracepoint
    ///   `subsystem:event`, `system-calls`, which stands for `raw_syscalls:sys_enter`, or `calls:` and a
    ///   function that this process has. Events count user and kernel mode unless `:u` or `:k` says
    ///   otherwise.
    /// - Throws: ``CounterNameError`` for the first name that is empty, unknown, repeated, or could never
    ///   count anything.
    public init(names: [String]) throws(CounterNameError) {
        var counters: [PlannedCounter] = []
        for name in names {
            guard !counters.contains(where: { $0.name == name }) else { throw .repeated(name) }
            counters.append(try PlannedCounter(name))
        }
        self.counters = counters
    }

    /// Resolves names separated by commas, as in `--perf-counters cycles,instructions:u`. Blanks around
    /// a name are ignored.
    ///
    /// - Parameter list: as for ``init(names:)``; an empty list is one empty name, and so an error.
    /// - Throws: ``CounterNameError``, as ``init(names:)`` does.
    public init(commaSeparated list: String) throws(CounterNameError) {
        let names = list.split(separator: ",", omittingEmptySubsequences: false).map { name in
            String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        try self.init(names: names)
    }
}

extension CounterPlan {
    /// Readings of a region that the counters would not see.
    ///
    /// - Parameters:
    ///   - cause: the reason, as one sentence without a full stop.
    ///   - remedy: what to do about it, likewise.
    /// - Returns: one reading without a value for each name, in their order.
    public func readings(withoutValueBecause cause: String, remedy: String) -> [CounterReading] {
        let reason = CounterUnavailability(nil, cause: cause, remedy: remedy)
        return counters.map { CounterReading(of: $0, choice: $0.choices.first, because: reason) }
    }
}

/// One counter of a plan.
struct PlannedCounter: Sendable {
    var name: String
    var source: CounterSource
    var unit: CounterUnit
    /// In order of preference; empty for a tracepoint until its number is known.
    var choices: [EventEncoding]
    var tracepoint: TracepointName?
    var breakpoint: BreakpointName?
    /// Why it cannot be opened, where that is known before.
    var problem: CounterUnavailability?

    init(_ name: String) throws(CounterNameError) {
        self.name = name
        guard !name.isEmpty else { throw .empty() }
        guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { throw .unknown(name) }
        if let breakpoint = BreakpointName(name) {
            (source, unit, choices) = (.breakpoint, .events, [try breakpoint.encoding()])
            self.breakpoint = breakpoint
            return
        }
        let notAnEvent: CounterNameError
        do throws(CounterNameError) {
            let event = try EventName(name)
            (source, unit, choices) = (event.source, event.unit, event.choices)
            return
        } catch {
            notAnEvent = error
        }
        if notAnEvent == .noTable(name), TracepointName(name) == nil, name != "system-calls" {
            (source, unit, choices) = (EventName.source(guessedOf: name), .events, [])
            problem = .noEventTable
            return
        }
        let alias = name == "system-calls" ? TracepointName.systemCalls : TracepointName(name)
        guard let alias, [.unknown(name), .noTable(name)].contains(notAnEvent) else { throw notAnEvent }
        (source, unit, choices, tracepoint) = (.tracepoint, .events, [], alias)
    }
}
